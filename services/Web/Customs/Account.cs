namespace Portal.Web.Customs;

/// <summary>The trader's deposit account, as customs tells it.</summary>
public sealed record Account(string Owner, string Currency, decimal Balance, IReadOnlyList<AccountEntry> Entries);

/// <summary>A line of the account.</summary>
public sealed record AccountEntry(string Kind, decimal Amount, string Reference, DateTime At);
