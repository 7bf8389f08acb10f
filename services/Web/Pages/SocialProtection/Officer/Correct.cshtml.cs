using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>Corrects one field of a person's record, with the reason.</summary>
public sealed class CorrectModel : FormPage
{
    private const string Purpose = Reading.ForRecordKeeping;

    /// <summary>The person's number.</summary>
    public string Id => (string)RouteData.Values["id"]!;

    /// <summary>Which field.</summary>
    public string Field => (string)RouteData.Values["field"]!;

    /// <summary>Which employment, for its fields.</summary>
    public Employment? Employment { get; private set; }

    /// <summary>What stands there.</summary>
    public string? Before { get; private set; }

    /// <summary>Whether a day stands there.</summary>
    public bool IsDay => Field is "born" or "employment-from" or "employment-until";

    /// <inheritdoc />
    protected override string Submit => "correct";

    /// <inheritdoc />
    protected override async Task Show() => Before = EmploymentId is null ? await Read() : await Read(EmploymentId);

    /// <inheritdoc />
    protected override JsonObject Known() => EmploymentId is null
        ? new() { ["field"] = Field, ["value"] = Before }
        : new() { ["field"] = Field, ["employmentId"] = EmploymentId, ["value"] = Before };

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() =>
    [
        new("/value", "correction.new", IsDay ? FieldKind.Date : FieldKind.Text),
        new("/reason", "correction.why", FieldKind.Area),
    ];

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Post(Fund.Service, $"{Fund.Person(Id)}/corrections", _ => Reading.AddressOf(Id, "corrections", Purpose, @case: null));

    private string? EmploymentId => (string?)RouteData.Values["employment"];

    private async Task<string?> Read()
    {
        var person = await Agencies.Get<InsuredPerson>(Fund.Service, Fund.Person(Id) + Reading.QueryOf(Purpose, @case: null));
        return Field switch
        {
            "name" => person.Name,
            "latin-name" => person.LatinName,
            "father-name" => person.FatherName,
            "born" => Iso(person.Born),
            _ => throw new PageRefused(HttpStatusCode.NotFound),
        };
    }

    private async Task<string?> Read(string id)
    {
        var employments = await Agencies.Get<List<Employment>>(Fund.Service, $"{Fund.Person(Id)}/employment{Reading.QueryOf(Purpose, @case: null)}");
        Employment = employments.FirstOrDefault(employment => employment.Id.ToString() == id) ?? throw new PageRefused(HttpStatusCode.NotFound);
        return Field switch
        {
            "employment-from" => Iso(Employment.From),
            "employment-until" => Iso(Employment.Until),
            _ => throw new PageRefused(HttpStatusCode.NotFound),
        };
    }

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
