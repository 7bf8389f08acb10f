using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Customs;
using Portal.Customs.Declarations;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Security;

namespace Portal.Customs.Accounts;

/// <summary>The caller's deposit account.</summary>
/// <param name="Owner">Trader, or person for a private importer.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Balance">The sum of all entries.</param>
/// <param name="Entries">The newest hundred, newest first.</param>
public sealed record AccountView(string Owner, string Currency, decimal Balance, IReadOnlyList<AccountEntryView> Entries);

/// <summary>A line of the account.</summary>
/// <param name="Kind">Deposit, duties or refund.</param>
/// <param name="Amount">National currency; duties are negative.</param>
/// <param name="Reference">MRN, or the deposit's reference.</param>
/// <param name="At">When (UTC).</param>
public sealed record AccountEntryView(AccountEntryKind Kind, decimal Amount, string Reference, DateTime At);

/// <summary>A payment into the account. The bank behind it is simulated.</summary>
public sealed record DepositRequest
{
    /// <summary>National currency, with no more decimals than it has.</summary>
    [Required, Range(typeof(decimal), "0.01", "100000000", ParseLimitsInInvariantCulture = true)]
    public decimal Amount { get; init; }

    /// <summary>The payer's reference; the same one twice is booked once and answered 409.</summary>
    [Required, Code, MaxLength(35)]
    public string Reference { get; init; } = "";
}

internal static class AccountRoutes
{
    private const int NewestEntries = 100;

    public static void Map(RouteGroupBuilder queries, RouteGroupBuilder commands)
    {
        queries.MapGet("/accounts/me", Mine).WithName("getMyAccount").Fails(403, "no-declarant");
        commands.MapPost("/accounts/me/deposits", Deposit).WithName("depositIntoMyAccount")
            .Fails(403, "no-declarant").Fails(409, "deposit-already-booked", "balance-too-high");
    }

    /// <summary>Shows the caller's deposit account.</summary>
    public static async Task<Results<Ok<AccountView>, Problem>> Mine(Caller caller, CustomsDbContext db, CountryPack country)
    {
        if (caller.DeclarantId() is not { } owner)
            return NoDeclarant();
        var balance = await db.Accounts.Where(account => account.Owner == owner).Select(account => account.Balance).SingleOrDefaultAsync();
        var entries = await db.AccountEntries.Where(entry => entry.Owner == owner).OrderByDescending(entry => entry.Id).Take(NewestEntries)
            .Select(entry => new AccountEntryView(entry.Kind, entry.Amount, entry.Reference, entry.At)).ToListAsync();
        return TypedResults.Ok(new AccountView(owner, country.Currency.Code, balance, entries));
    }

    /// <summary>Pays into the caller's deposit account; declarations that wait for money go on by themselves.</summary>
    public static async Task<Results<Created<AccountEntryView>, Problem>> Deposit(
        JsonBody<DepositRequest> body, Caller caller, CountryPack country, CustomsDbContext db, DutyCollection duties, Outbox<CustomsDbContext> outbox, TimeProvider clock)
    {
        if (caller.DeclarantId() is not { } owner)
            return NoDeclarant();
        var (request, faults) = (body.Value, body.Faults);
        faults.Unless(country.Round(request.Amount) == request.Amount, "/amount", "too-precise", FormattableString.Invariant($"{country.Currency.Code} has {country.Currency.Decimals} decimals."));
        if (faults.Any)
            return Problem.Invalid(faults);
        if (await db.AccountEntries.AnyAsync(entry => entry.Owner == owner && entry.Kind == AccountEntryKind.Deposit && entry.Reference == request.Reference))
            return Problem.Conflict("deposit-already-booked", "A deposit with this reference is booked already.");

        var account = await duties.AccountOf(owner);
        account.Deposit(request.Amount, request.Reference, clock.GetUtcNow().UtcDateTime);
        outbox.Send(CustomsModule.Mailbox, new CollectDuties { AccountOwner = owner });
        await db.SaveChangesAsync();

        var entry = account.Entries[^1];
        return TypedResults.Created("/api/customs/accounts/me", new AccountEntryView(entry.Kind, entry.Amount, entry.Reference, entry.At));
    }

    private static Problem NoDeclarant() => Problem.Forbidden("no-declarant", "The token names neither a trader nor a person.");
}
