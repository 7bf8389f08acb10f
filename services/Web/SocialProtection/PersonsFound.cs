namespace Portal.Web.SocialProtection;

/// <summary>What a search found; more: there are others.</summary>
public sealed record PersonsFound(IReadOnlyList<PersonLine> Persons, bool More);

/// <summary>A person that was found.</summary>
public sealed record PersonLine(string Id, string InsuranceNumber, string Name, string? LatinName, string? FatherName, DateOnly Born);
