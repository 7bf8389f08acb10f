using Portal.Contracts.Customs;
using Portal.Customs.Declarations;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Messaging;

namespace Portal.Customs.Accounts;

/// <summary>Moves duties between declarations and their declarants' deposit accounts.</summary>
internal sealed class DutyCollection(CustomsDbContext db, Outbox<CustomsDbContext> outbox, CountryPack country, TimeProvider clock)
{
    /// <summary>Debits what is due and sends the declaration into its lane, or notes the shortage.</summary>
    public async Task<bool> Collect(Declaration declaration)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var account = await AccountOf(declaration.DeclarantId);
        if (!account.TryDebit(declaration.Mrn, declaration.Revision, declaration.Assessment!.Total, now))
        {
            declaration.NoteShortage(now);
            return false;
        }

        db.AddRange(RevenueEntry.Of(declaration, AccountEntryKind.Duties, country.DayOf(now)));
        declaration.NotePaid(now);
        AnnounceRelease(declaration);
        return true;
    }

    /// <summary>Gives back what was debited for this version of the declaration.</summary>
    public async Task Refund(Declaration declaration)
    {
        if (!declaration.IsPaid)
            return;
        var now = clock.GetUtcNow().UtcDateTime;
        (await AccountOf(declaration.DeclarantId)).Refund(declaration.Mrn, declaration.Revision, declaration.Assessment!.Total, now);
        db.AddRange(RevenueEntry.Of(declaration, AccountEntryKind.Refund, country.DayOf(now)));
    }

    /// <summary>Tells the other agencies once the goods may go.</summary>
    public void AnnounceRelease(Declaration declaration)
    {
        if (declaration.ReleasedAt is { } at)
            outbox.Publish(new DeclarationReleased { Mrn = declaration.Mrn, DeclarantId = declaration.DeclarantId, ReleasedAt = at });
    }

    public async Task<Account> AccountOf(string owner) => await db.Accounts.FindAsync(owner) ?? db.Accounts.Add(Account.Open(owner)).Entity;
}
