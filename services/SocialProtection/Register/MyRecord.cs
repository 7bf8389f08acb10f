using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;

namespace Portal.SocialProtection.Register;

/// <summary>What the fund keeps about the caller.</summary>
/// <param name="Id">The person's number.</param>
/// <param name="Name">Full name.</param>
/// <param name="Born">Date of birth.</param>
/// <param name="Certificates">Certificates, newest first.</param>
public sealed record PersonView(string Id, string Name, DateOnly Born, IReadOnlyList<CertificateView> Certificates);

/// <summary>A certificate.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Kind">What it certifies.</param>
/// <param name="Degree">Degree of disability, 1 the most severe.</param>
/// <param name="ValidFrom">First day on which it holds.</param>
/// <param name="ValidUntil">Last day on which it holds.</param>
public sealed record CertificateView(string Number, CertificateKind Kind, int? Degree, DateOnly ValidFrom, DateOnly ValidUntil);

/// <summary>One time somebody else asked about the caller.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Institution">Service name of the institution that asked.</param>
/// <param name="Question">What it asked.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Case">Its own reference.</param>
/// <param name="Answered">Whether an agreement allowed an answer.</param>
public sealed record UsageView(DateTime At, string Institution, string Question, string Purpose, string Case, bool Answered);

internal static class MyRecord
{
    public static void Map(RouteGroupBuilder queries)
    {
        queries.MapGet("/persons/me", Me).WithName("getMyRecord").Fails(404, "person-not-found");
        queries.MapGet("/persons/me/usage", Usage).WithName("listWhoReadMyData").Fails(400, "invalid-request");
    }

    /// <summary>Shows what the fund keeps about the caller.</summary>
    internal static async Task<Results<Ok<PersonView>, Problem>> Me(Caller caller, SocialProtectionDbContext db)
    {
        var id = caller.PersonId;
        return await db.Persons.AsNoTracking().Include(person => person.Certificates).SingleOrDefaultAsync(person => person.Id == id) is { } person
            ? TypedResults.Ok(new PersonView(person.Id, person.Name, person.Born,
                [.. person.Certificates.OrderByDescending(certificate => certificate.ValidFrom).Select(certificate => new CertificateView(
                    certificate.Number, certificate.Kind, certificate.Degree, certificate.ValidFrom, certificate.ValidUntil))]))
            : Problem.NotFound("person-not-found", "The fund does not know you.");
    }

    /// <summary>Lists who asked the fund about the caller: when, which institution, for what purpose, in which case; newest first.</summary>
    internal static async Task<Results<Ok<Page<UsageView>>, Problem>> Usage(Caller caller, SocialProtectionDbContext db, string? page, string? pageSize)
    {
        var faults = new Faults();
        var paging = Paging.Read(page, pageSize, faults);
        if (faults.Any)
            return Problem.Invalid(faults);
        var id = caller.PersonId;
        return TypedResults.Ok(await paging.Take(db.AccessLog.Where(access => access.PersonId == id).OrderByDescending(access => access.Id)
            .Select(access => new UsageView(access.At, access.Institution, access.Question, access.Purpose, access.Case, access.Answered))));
    }
}
