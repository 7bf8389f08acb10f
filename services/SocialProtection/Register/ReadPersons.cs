using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.ServiceDefaults.Security;
using Portal.ServiceDefaults.UsageLog;
using Portal.SocialProtection.Rules;

namespace Portal.SocialProtection.Register;

/// <summary>What a search found.</summary>
/// <param name="Persons">At most fifty, by name.</param>
/// <param name="More">Whether there are others; then the search should say more, such as the date of birth.</param>
public sealed record PersonsFound(IReadOnlyList<PersonLine> Persons, bool More);

/// <summary>A person that was found.</summary>
/// <param name="Id">The person's number.</param>
/// <param name="InsuranceNumber">Social insurance number.</param>
/// <param name="Name">Full name as written in the country.</param>
/// <param name="LatinName">The same in Latin letters.</param>
/// <param name="FatherName">Father's name.</param>
/// <param name="Born">Date of birth.</param>
public sealed record PersonLine(string Id, string InsuranceNumber, string Name, string? LatinName, string? FatherName, DateOnly Born);

/// <summary>
/// What an officer of the fund may see. He says what for (<c>purpose</c>, one of the institution's own in the code lists)
/// and may name his case; each person who is shown finds that in "who read my data".
/// </summary>
internal static class ReadPersons
{
    private const int Most = 50;

    public static void Map(RouteGroupBuilder officerQueries)
    {
        officerQueries.MapGet("/persons", Search).WithName("searchPersons").Fails(400, "invalid-request");
        officerQueries.MapGet("/persons/{id}", Get).WithName("getPerson").Fails(400, "invalid-request").Fails(404, "person-not-found");
        officerQueries.MapGet("/persons/{id}/contributions", Contributions).WithName("listContributions").Fails(400, "invalid-request").Fails(404, "person-not-found");
        officerQueries.MapGet("/persons/{id}/employment", EmploymentRecords).WithName("listEmployment").Fails(400, "invalid-request").Fails(404, "person-not-found");
        officerQueries.MapGet("/persons/{id}/benefits", Benefits).WithName("listBenefits").Fails(400, "invalid-request").Fails(404, "person-not-found");
        officerQueries.MapGet("/persons/{id}/certificates", Certificates).WithName("listCertificates").Fails(400, "invalid-request").Fails(404, "person-not-found");
    }

    /// <summary>Searches persons by number (personal or insurance), or by beginnings of their names, father's name included, with or without the date of birth. Letters of either script and digits of both kinds are found as people type them.</summary>
    /// <param name="purpose">What for: one of the institution's own, see code lists.</param>
    public static async Task<Results<Ok<PersonsFound>, Problem>> Search(Caller caller, SocialProtectionDbContext db, Reading reading, CountryPack country, SocialProtectionRules rules,
        string? number, string? name, string? born, [Required] string? purpose, string? @case)
    {
        var faults = new Faults();
        reading.Check(purpose, @case, faults);
        var words = SearchText.Words(name ?? "");
        var (person, insurance) = (country.PersonId.Canonical(number ?? ""), rules.InsuranceNumber.Canonical(number ?? ""));
        var day = ReadDay(born, faults);
        if (number is null && name is null)
            faults.Add("name", "required", "Search by a number or a name.");
        if (number is not null)
            faults.Unless(person is not null || insurance is not null, "number", "bad-format", $"A {country.PersonId.Name} or {rules.InsuranceNumber.Name} is expected.");
        if (name is not null)
            faults.Unless(words.Length is > 0 and <= 6 && words.All(word => word.Length is >= 2 and <= 40), "name", "bad-format", "One to six words of at least two letters are expected.");
        if (faults.Any)
            return Problem.Invalid(faults);

        var persons = db.Persons.AsNoTracking();
        if (number is not null)
            persons = persons.Where(found => found.Id == person || found.InsuranceNumber == insurance);
        if (name is not null)
            persons = persons.Named(words, db);
        if (day is not null)
            persons = persons.Where(found => found.Born == day);
        var found = await persons.Take(Most + 1).Select(found => new PersonLine(found.Id, found.InsuranceNumber, found.Name, found.LatinName, found.FatherName, found.Born)).ToListAsync();
        var shown = found.Take(Most).OrderBy(line => line.Name, StringComparer.Ordinal).ThenBy(line => line.Born).ToList();
        await reading.Note(caller, shown.Select(line => line.Id), "search", purpose!, @case, "id,insuranceNumber,name,latinName,fatherName,born");
        return TypedResults.Ok(new PersonsFound(shown, found.Count > Most));
    }

    /// <summary>Shows a person.</summary>
    /// <param name="purpose">What for: one of the institution's own, see code lists.</param>
    public static async Task<Results<Ok<PersonView>, Problem>> Get(string id, Caller caller, Reading reading, PersonRecord record, [Required] string? purpose, string? @case)
    {
        var faults = new Faults();
        reading.Check(purpose, @case, faults);
        if (faults.Any)
            return Problem.Invalid(faults);
        if (await record.Find(reading.Canonical(id)) is not { } person)
            return ReadMyRecord.NotFound();
        await reading.Note(caller, [person.Id], "read-record", purpose!, @case, "id,insuranceNumber,name,latinName,fatherName,sex,born,pensionAgeOn,isInsured,serviceMonths,certificates");
        return TypedResults.Ok(person);
    }

    /// <summary>Lists what was contributed for a person.</summary>
    /// <param name="purpose">What for: one of the institution's own, see code lists.</param>
    public static async Task<Results<Ok<ContributionHistory>, Problem>> Contributions(
        string id, Caller caller, Reading reading, PersonRecord record, [Required] string? purpose, string? @case, string? page, string? pageSize)
    {
        var faults = new Faults();
        var paging = Paging.Read(page, pageSize, faults);
        return await Read(id, caller, reading, record, faults, purpose, @case, "contributions", person => record.ContributionsOf(person, paging));
    }

    /// <summary>Lists for whom a person works and has worked.</summary>
    /// <param name="purpose">What for: one of the institution's own, see code lists.</param>
    public static Task<Results<Ok<IReadOnlyList<EmploymentView>>, Problem>> EmploymentRecords(string id, Caller caller, Reading reading, PersonRecord record, [Required] string? purpose, string? @case) =>
        Read(id, caller, reading, record, new Faults(), purpose, @case, "employment", record.EmploymentOf);

    /// <summary>Lists a person's pensions and benefits.</summary>
    /// <param name="purpose">What for: one of the institution's own, see code lists.</param>
    public static Task<Results<Ok<IReadOnlyList<BenefitView>>, Problem>> Benefits(string id, Caller caller, Reading reading, PersonRecord record, [Required] string? purpose, string? @case) =>
        Read(id, caller, reading, record, new Faults(), purpose, @case, "benefits", record.BenefitsOf);

    /// <summary>Lists a person's certificates.</summary>
    /// <param name="purpose">What for: one of the institution's own, see code lists.</param>
    public static Task<Results<Ok<IReadOnlyList<CertificateView>>, Problem>> Certificates(string id, Caller caller, Reading reading, PersonRecord record, [Required] string? purpose, string? @case) =>
        Read(id, caller, reading, record, new Faults(), purpose, @case, "certificates", record.CertificatesOf);

    private static async Task<Results<Ok<T>, Problem>> Read<T>(
        string id, Caller caller, Reading reading, PersonRecord record, Faults faults, string? purpose, string? @case, string what, Func<string, Task<T>> read)
    {
        reading.Check(purpose, @case, faults);
        if (faults.Any)
            return Problem.Invalid(faults);
        if (reading.Canonical(id) is not { } person || !await record.Exists(person))
            return ReadMyRecord.NotFound();
        var shown = await read(person);
        await reading.Note(caller, [person], "read-record", purpose!, @case, what);
        return TypedResults.Ok(shown);
    }

    private static DateOnly? ReadDay(string? text, Faults faults)
    {
        if (text is null)
            return null;
        if (DateOnly.TryParseExact(Digits.Fold(text), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        faults.Add("born", "bad-format", "A date like 1988-04-12 is expected.");
        return null;
    }
}

/// <summary>Search by beginnings of folded words.</summary>
internal static class PersonSearch
{
    /// <summary>PostgreSQL's name for words that are not reduced to stems of a language.</summary>
    public const string WordsAsTheyAre = "simple";

    /// <summary>Persons with all these words in their names; with PostgreSQL by an index of words.</summary>
    public static IQueryable<InsuredPerson> Named(this IQueryable<InsuredPerson> persons, string[] words, SocialProtectionDbContext db)
    {
        if (!db.Database.IsNpgsql())
            return words.Select(word => $"% {word}%").Aggregate(persons, (found, beginning) => found.Where(person => EF.Functions.Like(person.SearchName, beginning)));
        var beginnings = string.Join(" & ", words.Select(word => $"'{word}':*"));
        return persons.Where(person => EF.Functions.ToTsVector(WordsAsTheyAre, person.SearchName).Matches(EF.Functions.ToTsQuery(WordsAsTheyAre, beginnings)));
    }
}

/// <summary>What an officer's reading needs: a purpose of the institution's own, and a note for each person shown.</summary>
internal sealed class Reading(CountryPack country, SocialProtectionRules rules, IUsageWriter<SocialProtectionDbContext> usage)
{
    public string? Canonical(string id) => country.PersonId.Canonical(id);

    public void Check(string? purpose, string? @case, Faults faults)
    {
        faults.Unless(purpose is not null && rules.Purposes.GetValueOrDefault(purpose) is { IsOwn: true }, "purpose", "unknown-purpose", "Say what for: one of the institution's own purposes.");
        faults.Unless(@case is null || (@case.Length is > 0 and <= 70 && !@case.Any(char.IsControl)), "case", "bad-format", "A case has at most 70 characters.");
    }

    public Task Note(Caller caller, IEnumerable<string> persons, string action, string purpose, string? @case, string fields) =>
        usage.Note([.. persons.Distinct().Select(person => caller.Sees(person, action, purpose, @case ?? "", fields))]);
}
