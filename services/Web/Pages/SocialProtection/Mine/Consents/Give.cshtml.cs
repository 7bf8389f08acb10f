using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine.Consents;

/// <summary>Gives a consent: to whom, for which question and purpose, until when.</summary>
public sealed class GiveModel : FormPage
{
    private FundCodes codes = null!;

    /// <inheritdoc />
    protected override string Submit => "consents.give";

    /// <inheritdoc />
    protected override async Task Prepare() => codes = await Get<FundCodeBook>().Get();

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() =>
    [
        new("/question", "consents.choice", FieldKind.Radios)
        {
            Options = [.. codes.Consents.Select(consent => new Choice(consent.Id, T["consents.choose", T.Institution(consent.Institution), T.Name(codes.Questions, consent.Question)],
                T["consents.what-for", T.Name(codes.PurposeNames, consent.Purpose)]))],
        },
        new("/validUntil", "consents.until", FieldKind.Date),
    ];

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        var chosen = codes.Consents.FirstOrDefault(consent => consent.Id == form.Body["question"]?.ToString());
        var answer = await Agencies.Post(Fund.Service, $"{Fund.Api}/consents", new JsonObject
        {
            ["institution"] = chosen?.Institution, ["question"] = chosen?.Question, ["purpose"] = chosen?.Purpose, ["validUntil"] = form.Body["validUntil"]?.DeepClone(),
        }, form.Key);
        if (answer.IsSuccess)
            return Go("/social-protection/consents");
        // The three are one question here; a fault of any is a fault of that.
        form.Blame(answer, answer.Faults.Where(fault => fault.Pointer is "/question" or "/validUntil"));
        return null;
    }
}
