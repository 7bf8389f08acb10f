using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Drafts;
using Portal.Web.Forms;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine.Apply;

/// <summary>Which benefit: the first question of an application. The answer begins a draft.</summary>
public sealed class StartModel : FormPage
{
    private FundCodes codes = null!;

    /// <summary>The benefit that was looked at before.</summary>
    [FromQuery(Name = "kind")]
    public string? Kind { get; set; }

    /// <inheritdoc />
    protected override async Task Prepare() => codes = await Get<FundCodeBook>().Get();

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() =>
    [
        new("/kind", "benefits.kind", FieldKind.Radios)
        {
            Options = [.. codes.Benefits.Select(benefit => new Choice(benefit.Code, T.Name(benefit.Name), benefit.MonthlyAmount is { } amount ? T["benefits.amount", T.Money(amount)] : null))],
        },
    ];

    /// <inheritdoc />
    protected override JsonObject Known() => new() { ["kind"] = Kind };

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        if (codes.Benefit(form.Body["kind"]?.ToString()) is not { } chosen)
        {
            form.Blame("/kind", "required");
            return null;
        }

        await Get<WebDbContext>().Begin(new Draft { Id = form.Key, Owner = Me.Subject, Kind = BenefitDraft.Kind, Subject = chosen.Code, Body = "{}", ChangedAt = Get<TimeProvider>().GetUtcNow().UtcDateTime });
        return Go($"/social-protection/benefits/drafts/{form.Key}");
    }
}
