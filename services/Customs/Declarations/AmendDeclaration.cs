using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts.Customs;
using Portal.Customs.Accounts;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Messaging;
using Portal.ServiceDefaults.Security;

namespace Portal.Customs.Declarations;

/// <summary>A declaration corrected by its declarant: the whole of it as it should stand.</summary>
public sealed record AmendmentRequest
{
    /// <summary>Why, in the declarant's words.</summary>
    [Required, Lines, MaxLength(500)]
    public string Reason { get; init; } = "";

    /// <summary>The corrected declaration; reference and type stay as lodged.</summary>
    [Required]
    public DeclarationData Declaration { get; init; } = new();
}

internal static class AmendDeclaration
{
    public static void Map(RouteGroupBuilder commands) => commands.MapPost("/declarations/{mrn}/amendments", Handle).WithName("amendDeclaration")
        .Fails(404, "declaration-not-found").Fails(409, "declaration-closed", "amendment-not-permitted");

    /// <summary>Amends a declaration before customs has begun to check it (Revised Kyoto Convention, general annex, standard 3.27). Paid duties are given back and assessed anew.</summary>
    public static async Task<Results<Accepted<DeclarationReceived>, Problem>> Handle(string mrn, JsonBody<AmendmentRequest> body, Caller caller,
        DeclarationRules rules, CountryPack country, CustomsDbContext db, DutyCollection duties, Outbox<CustomsDbContext> outbox, TimeProvider clock)
    {
        var (request, faults) = (body.Value, body.Faults);
        rules.Check(request.Declaration, faults, "/declaration");
        if (await db.Declarations.VisibleTo(caller).Find(mrn) is not { } declaration || declaration.DeclarantId != caller.DeclarantId())
            return DeclarationQueries.NotFound();

        faults.Unless(request.Declaration.FunctionalReferenceId == declaration.FunctionalReferenceId, "/declaration/functionalReferenceId", "not-amendable", "The reference stays as lodged.");
        faults.Unless(request.Declaration.Type == declaration.Data.Type, "/declaration/type", "not-amendable", "The type stays as lodged.");
        if (faults.Any)
            return Problem.Invalid(faults);

        await duties.Refund(declaration);
        declaration.Amend(request.Declaration, request.Reason, country, clock.GetUtcNow().UtcDateTime);
        outbox.Send(CustomsModule.Mailbox, new ProcessDeclaration { Mrn = declaration.Mrn, Revision = declaration.Revision });
        await db.SaveChangesAsync();
        return TypedResults.Accepted($"/api/customs/declarations/{declaration.Mrn}", new DeclarationReceived(declaration.Mrn, declaration.Status));
    }
}
