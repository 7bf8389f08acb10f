using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Customs;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Security;

namespace Portal.Customs.Declarations;

/// <summary>The declaration was received.</summary>
/// <param name="Mrn">Movement reference number: 18 characters, to be quoted from now on.</param>
/// <param name="Status">Where it stands.</param>
public sealed record DeclarationReceived(string Mrn, DeclarationStatus Status);

internal static class LodgeDeclaration
{
    public static void Map(RouteGroupBuilder commands) => commands.MapPost("/declarations", Handle).WithName("lodgeDeclaration")
        .Fails(403, "no-declarant").Fails(409, "duplicate-functional-reference");

    /// <summary>Lodges a declaration. It is registered at once and goes on by itself; follow its notifications.</summary>
    public static async Task<Results<Accepted<DeclarationReceived>, Problem>> Handle(JsonBody<DeclarationData> body, Caller caller,
        DeclarationRules rules, CountryPack country, CustomsDbContext db, Outbox<CustomsDbContext> outbox, TimeProvider clock)
    {
        if (caller.DeclarantId() is not { } declarant)
            return Problem.Forbidden("no-declarant", "The token names neither a trader nor a person.");
        rules.Check(body.Value, body.Faults);
        if (body.Faults.Any)
            return Problem.Invalid(body.Faults);

        var reference = body.Value.FunctionalReferenceId;
        if (db.HasMetAnother && await db.Declarations.Where(first => first.DeclarantId == declarant && first.FunctionalReferenceId == reference).Select(first => first.Mrn).SingleOrDefaultAsync() is { } mrn)
            return Problem.Conflict("duplicate-functional-reference", $"You have lodged a declaration with this reference: {mrn}.", ("mrn", mrn));

        var now = clock.GetUtcNow().UtcDateTime;
        var declaration = Declaration.Lodge(Mrn.Next(country.Code, now), declarant, caller.PersonId, body.Value, country, now);
        db.Add(declaration);
        outbox.Send(CustomsModule.Mailbox, new ProcessDeclaration { Mrn = declaration.Mrn, Revision = declaration.Revision });
        await db.SaveChangesAsync();

        return TypedResults.Accepted($"/api/customs/declarations/{declaration.Mrn}", new DeclarationReceived(declaration.Mrn, declaration.Status));
    }
}
