using Portal.ServiceDefaults.Http;

namespace Portal.Customs.Accounts;

/// <summary>A deposit account at customs; duties are debited from it.</summary>
public sealed class Account
{
    private readonly List<AccountEntry> entries = [];

    private Account() { }

    /// <summary>Trader, or person for a private importer.</summary>
    public string Owner { get; private init; } = "";

    /// <summary>National currency; always the sum of the entries, never below zero.</summary>
    public decimal Balance { get; private set; }

    /// <summary>
    /// The last time money was missing. Writing it makes a shortage and a deposit that happen at once meet on this
    /// row, so that the later of the two sees the other.
    /// </summary>
    public DateTime? ShortAt { get; private set; }

    /// <summary>Entries of this unit of work.</summary>
    public IReadOnlyList<AccountEntry> Entries => entries;

    internal static Account Open(string owner) => new() { Owner = owner };

    internal void Deposit(decimal amount, string reference, DateTime now) => Enter(AccountEntryKind.Deposit, amount, reference, 0, now);

    /// <summary>Debits duties; false, and nothing changed, when the balance is short.</summary>
    internal bool TryDebit(string mrn, int revision, decimal amount, DateTime now)
    {
        if (amount > Balance)
        {
            ShortAt = now;
            return false;
        }

        if (amount > 0)
            Enter(AccountEntryKind.Duties, -amount, mrn, revision, now);
        return true;
    }

    internal void Refund(string mrn, int revision, decimal amount, DateTime now)
    {
        if (amount > 0)
            Enter(AccountEntryKind.Refund, amount, mrn, revision, now);
    }

    private void Enter(AccountEntryKind kind, decimal amount, string reference, int revision, DateTime now)
    {
        if (Balance + amount > 1_000_000_000_000m)
            throw new Refusal("balance-too-high", "The account cannot hold that much.");
        Balance += amount;
        entries.Add(new AccountEntry { Owner = Owner, Kind = kind, Amount = amount, Reference = reference, Revision = revision, At = now });
    }
}

/// <summary>A line of a deposit account. Kind, reference and revision tell it apart, so nothing is booked twice.</summary>
public sealed class AccountEntry
{
    /// <summary>Order of booking.</summary>
    public long Id { get; private set; }

    /// <summary>The account.</summary>
    public required string Owner { get; init; }

    /// <summary>Deposit, duties or refund.</summary>
    public required AccountEntryKind Kind { get; init; }

    /// <summary>National currency; duties are negative.</summary>
    public required decimal Amount { get; init; }

    /// <summary>MRN, or the deposit's reference.</summary>
    public required string Reference { get; init; }

    /// <summary>Version of the declaration; 0 for deposits.</summary>
    public required int Revision { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTime At { get; init; }
}

/// <summary>Why a line was booked.</summary>
public enum AccountEntryKind
{
    /// <summary>Paid in.</summary>
    Deposit,

    /// <summary>Duties of a declaration.</summary>
    Duties,

    /// <summary>Duties given back.</summary>
    Refund,
}
