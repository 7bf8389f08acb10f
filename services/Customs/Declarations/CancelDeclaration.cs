using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Customs.Accounts;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;

namespace Portal.Customs.Declarations;

/// <summary>A declaration withdrawn by its declarant.</summary>
public sealed record CancellationRequest
{
    /// <summary>Why, in the declarant's words.</summary>
    [Required, Lines, MaxLength(500)]
    public string Reason { get; init; } = "";
}

internal static class CancelDeclaration
{
    public static void Map(RouteGroupBuilder commands) => commands.MapPost("/declarations/{mrn}/cancellation", Handle).WithName("cancelDeclaration")
        .Fails(404, "declaration-not-found").Fails(409, "declaration-closed", "cancellation-not-permitted");

    /// <summary>Cancels a declaration before the goods are examined or released; paid duties are given back.</summary>
    public static async Task<Results<Ok<DeclarationView>, Problem>> Handle(
        string mrn, JsonBody<CancellationRequest> body, Caller caller, CustomsRules rules, CustomsDbContext db, DutyCollection duties, TimeProvider clock)
    {
        if (body.Faults.Any)
            return Problem.Invalid(body.Faults);
        if (await db.Declarations.VisibleTo(caller).Find(mrn) is not { } declaration || declaration.DeclarantId != caller.DeclarantId())
            return DeclarationQueries.NotFound();

        declaration.Cancel(body.Value.Reason, clock.GetUtcNow().UtcDateTime);
        await duties.Refund(declaration);
        await db.SaveChangesAsync();
        return TypedResults.Ok(DeclarationView.Of(declaration, caller, rules));
    }
}
