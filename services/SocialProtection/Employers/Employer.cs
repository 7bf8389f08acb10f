using Portal.ServiceDefaults.Http;

namespace Portal.SocialProtection.Employers;

/// <summary>Who employs insured persons and reports their contributions.</summary>
public sealed class Employer
{
    /// <summary>Taxpayer number.</summary>
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }
}

/// <summary>What an employer reported for a month. Another report for the month takes its place.</summary>
public sealed class EmployerReport
{
    /// <summary>The employer.</summary>
    public required string EmployerId { get; init; }

    /// <summary>First day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>SHA-256 of the lines, by which the same report is known again.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>How many persons.</summary>
    public int Lines { get; private set; }

    /// <summary>Both shares of all persons, national currency.</summary>
    public decimal Due { get; private set; }

    /// <summary>What has been paid of it.</summary>
    public decimal Paid { get; private set; }

    /// <summary>Whether nothing is left to pay.</summary>
    public bool IsPaid { get; private set; }

    /// <summary>1 for the first report of the month.</summary>
    public int Revision { get; private set; }

    /// <summary>When it came (UTC).</summary>
    public DateTime ReceivedAt { get; private set; }

    /// <summary>Payments, oldest first.</summary>
    public IReadOnlyList<EmployerPayment> Payments { get; private set; } = [];

    /// <summary>What is left to pay.</summary>
    internal decimal Open => Math.Max(Due - Paid, 0);

    internal void Take(string digest, int lines, decimal due, DateTime now)
    {
        (Digest, Lines, Due, ReceivedAt) = (digest, lines, due, now);
        Revision++;
        Settle();
    }

    internal bool IsBooked(string reference) => Payments.Any(payment => payment.Reference == reference);

    internal void Pay(decimal amount, string reference, DateTime now)
    {
        if (IsBooked(reference))
            throw new Refusal("payment-already-booked", "A payment for this month with this reference is booked already.");
        Payments = [.. Payments, new EmployerPayment(amount, reference, now)];
        Paid += amount;
        Settle();
    }

    private void Settle() => IsPaid = Paid >= Due;
}

/// <summary>A payment of an employer.</summary>
/// <param name="Amount">National currency.</param>
/// <param name="Reference">The payer's reference.</param>
/// <param name="At">When (UTC).</param>
public sealed record EmployerPayment(decimal Amount, string Reference, DateTime At);
