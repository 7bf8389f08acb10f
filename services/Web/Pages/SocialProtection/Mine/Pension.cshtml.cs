using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine;

/// <summary>What the visitor's pension would be: at pension age, or from a day he wonders about; every line of it explained.</summary>
public sealed class PensionModel : FormPage
{
    private const string Path = $"{Fund.Api}/pension-estimates";

    /// <summary>The estimate; null where the fund does not know the visitor.</summary>
    public PensionEstimate? Estimate { get; private set; }

    /// <summary>The day he wonders about.</summary>
    [FromQuery(Name = "on")]
    public string? On { get; set; }

    /// <inheritdoc />
    protected override string Submit => "pension.estimate";

    /// <summary>A formula in the words of its lines.</summary>
    public string? Words(PensionLine line) => line.Formula is null ? null : PensionFormula.InWords(line.Formula, Estimate!.Lines, T);

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        var answer = await Agencies.Post(Fund.Service, Path, new JsonObject { ["retirementDate"] = On });
        if (answer is { IsSuccess: false, Code: "invalid-request" })
            answer = await Agencies.Post(Fund.Service, Path, new JsonObject());
        if (answer.IsSuccess)
            Estimate = answer.Body.Deserialize<PensionEstimate>(AgencyClient.Json);
        else if (answer.Code != "person-not-found")
            throw new PageRefused(answer.Status);
    }

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() => [new("/retirementDate", "pension.retirement", FieldKind.Date)];

    /// <inheritdoc />
    protected override JsonObject Known() => new() { ["retirementDate"] = Estimate?.RetirementDate.ToString("O", CultureInfo.InvariantCulture) };

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) =>
        Post(Fund.Service, Path, answer => $"/social-protection/pension?on={answer["retirementDate"]}");
}
