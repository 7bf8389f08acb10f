using Microsoft.AspNetCore.Http.HttpResults;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;

namespace Portal.SocialProtection.Register;

/// <summary>What the caller may see of himself.</summary>
internal static class ReadMyRecord
{
    public static void Map(RouteGroupBuilder queries)
    {
        queries.MapGet("/persons/me", Me).WithName("getMyRecord").Fails(404, "person-not-found");
        queries.MapGet("/persons/me/contributions", Contributions).WithName("listMyContributions").Fails(400, "invalid-request").Fails(404, "person-not-found");
        queries.MapGet("/persons/me/employment", EmploymentRecords).WithName("listMyEmployment").Fails(404, "person-not-found");
        queries.MapGet("/persons/me/benefits", Benefits).WithName("listMyBenefits").Fails(404, "person-not-found");
        queries.MapGet("/persons/me/certificates", Certificates).WithName("listMyCertificates").Fails(404, "person-not-found");
    }

    /// <summary>Shows what the fund keeps about the caller.</summary>
    public static async Task<Results<Ok<PersonView>, Problem>> Me(Caller caller, PersonRecord record) =>
        await record.Find(caller.PersonId) is { } person ? TypedResults.Ok(person) : NotFound();

    /// <summary>Lists what was contributed for the caller: a sum for each year, and the months, newest first.</summary>
    public static async Task<Results<Ok<ContributionHistory>, Problem>> Contributions(Caller caller, PersonRecord record, string? page, string? pageSize)
    {
        var faults = new Faults();
        var paging = Paging.Read(page, pageSize, faults);
        if (faults.Any)
            return Problem.Invalid(faults);
        return await record.Exists(caller.PersonId) ? TypedResults.Ok(await record.ContributionsOf(caller.PersonId!, paging)) : NotFound();
    }

    /// <summary>Lists for whom the caller works and has worked, newest first.</summary>
    public static Task<Results<Ok<IReadOnlyList<EmploymentView>>, Problem>> EmploymentRecords(Caller caller, PersonRecord record) => Of(caller, record, record.EmploymentOf);

    /// <summary>Lists the caller's pensions and benefits with their payments, newest first.</summary>
    public static Task<Results<Ok<IReadOnlyList<BenefitView>>, Problem>> Benefits(Caller caller, PersonRecord record) => Of(caller, record, record.BenefitsOf);

    /// <summary>Lists the caller's certificates, newest first.</summary>
    public static Task<Results<Ok<IReadOnlyList<CertificateView>>, Problem>> Certificates(Caller caller, PersonRecord record) => Of(caller, record, record.CertificatesOf);

    public static Problem NotFound() => Problem.NotFound("person-not-found", "The fund does not know this person.");

    private static async Task<Results<Ok<IReadOnlyList<T>>, Problem>> Of<T>(Caller caller, PersonRecord record, Func<string, Task<IReadOnlyList<T>>> list) =>
        await record.Exists(caller.PersonId) ? TypedResults.Ok(await list(caller.PersonId!)) : NotFound();
}
