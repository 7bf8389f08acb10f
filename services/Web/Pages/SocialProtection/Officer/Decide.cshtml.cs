using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.Services;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>Grants a benefit or refuses it, at first or on appeal.</summary>
public sealed class DecideModel : DecisionPage
{
    /// <summary>Whether it is granted.</summary>
    public bool IsGrant { get; private set; }

    /// <summary>What is decided, in words.</summary>
    public string Title => T[(IsGrant, IsAppeal) switch
    {
        (true, false) => "decide.grant",
        (true, true) => "decide.grant-appeal",
        (false, false) => "decide.refusal",
        (false, true) => "decide.dismiss-appeal",
    }];

    /// <inheritdoc />
    protected override string Submit => IsGrant ? "decide.grant" : "decide.refusal";

    /// <inheritdoc />
    protected override Task Prepare()
    {
        IsGrant = RouteData.Values["decision"] switch
        {
            "grant" => true,
            "refusal" => false,
            _ => throw new PageRefused(HttpStatusCode.NotFound),
        };
        return base.Prepare();
    }

    /// <inheritdoc />
    protected override async Task Show()
    {
        await base.Show();
        // What was sent was taken before it was known which benefit it is.
        if (Form is not null)
            Form.Fields = [.. Asked()];
    }

    /// <inheritdoc />
    protected override JsonObject Known() => new() { ["granted"] = IsGrant };

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() => [.. Asked()];

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Decide("decision");

    private IEnumerable<Field> Asked()
    {
        yield return new("/ground", "decide.ground", FieldKind.Select) { Options = [.. Codes.Grounds.Where(ground => ground.IsForGrant != !IsGrant).Select(ground => new Choice(ground.Code, T.Name(ground.Name)))] };
        yield return new("/reason", "decide.reason", FieldKind.Area);
        if (!IsGrant)
            yield break;
        yield return Kind?.MonthlyAmount is null
            ? new("/monthlyAmount", "decide.amount", FieldKind.Number) { Width = 14, Unit = Country.Currency.Code }
            : new("/monthlyAmount", "decide.other-amount", FieldKind.Number) { Width = 14, Unit = Country.Currency.Code, Optional = true };
        yield return new("/from", "decide.from", FieldKind.Date) { Optional = true };
        if (Application is null || Kind?.Certificate == "disability")
            yield return new("/degree", "decide.degree", FieldKind.Number) { Width = 2 };
    }
}
