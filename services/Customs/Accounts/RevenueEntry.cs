using Portal.Customs.Declarations;

namespace Portal.Customs.Accounts;

/// <summary>What the treasury got from a declaration, or gave back, by charge: the sum of these lines is that of the account's.</summary>
public sealed class RevenueEntry
{
    /// <summary>Movement reference number.</summary>
    public required string Mrn { get; init; }

    /// <summary>Version of the declaration.</summary>
    public required int Revision { get; init; }

    /// <summary>Duties or refund.</summary>
    public required AccountEntryKind Kind { get; init; }

    /// <summary>Code of the charge.</summary>
    public required string Charge { get; init; }

    /// <summary>National currency; refunds are negative.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Legal day.</summary>
    public required DateOnly Day { get; init; }

    internal static IEnumerable<RevenueEntry> Of(Declaration declaration, AccountEntryKind kind, DateOnly day) =>
        declaration.Assessment!.Items.SelectMany(item => item.Charges).Concat(declaration.Assessment.Charges).Where(charge => charge.Amount != 0).GroupBy(charge => charge.Code)
            .Select(charge => new RevenueEntry
            {
                Mrn = declaration.Mrn, Revision = declaration.Revision, Kind = kind, Charge = charge.Key, Day = day,
                Amount = kind == AccountEntryKind.Refund ? -charge.Sum(line => line.Amount) : charge.Sum(line => line.Amount),
            });
}
