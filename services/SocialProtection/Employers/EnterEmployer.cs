using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;

namespace Portal.SocialProtection.Employers;

/// <summary>An employer that is not in the register yet.</summary>
public sealed record EmployerRequest
{
    /// <summary>Taxpayer number.</summary>
    [Required, Code, MaxLength(40)]
    public string Id { get; init; } = "";

    /// <summary>Name.</summary>
    [Required, MaxLength(140)]
    public string Name { get; init; } = "";
}

internal static class EnterEmployer
{
    public static void Map(RouteGroupBuilder officers) => officers.MapPost("/employers", Handle).WithName("enterEmployer").Fails(409, "employer-exists");

    /// <summary>Enters an employer in the register; from then on it can report whom it employs.</summary>
    public static async Task<Results<Created<EmployerView>, Problem>> Handle(JsonBody<EmployerRequest> body, SocialProtectionDbContext db, CountryPack country)
    {
        var (request, faults, id) = (body.Value, body.Faults, country.TraderId.Canonical(body.Value.Id));
        faults.Unless(id is not null, "/id", "bad-format", $"A {country.TraderId.Name} is expected.", expected: "trader-number");
        if (faults.Any)
            return Problem.Invalid(faults);
        if (await db.Employers.AnyAsync(known => known.Id == id))
            return Problem.Conflict("employer-exists", "The fund has this employer in its register.");
        var employer = new Employer { Id = id!, Name = request.Name.Trim() };
        db.Add(employer);
        await db.SaveChangesAsync();
        return TypedResults.Created($"/api/social-protection/employers/{Uri.EscapeDataString(employer.Id)}", new EmployerView(employer.Id, employer.Name, 0, country.Currency.Code, 0));
    }
}
