using Microsoft.AspNetCore.Mvc;
using Portal.Web.Forms;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>Finds an employer by its number.</summary>
public sealed class EmployersModel : FormPage
{
    /// <inheritdoc />
    protected override string Submit => "form.search";

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() => [new("/number", "employer.number", FieldKind.Code) { Width = 24 }];

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        var number = form.Body["number"]?.ToString();
        if (number is not null && await Agencies.Find<Employer>(Fund.Service, Fund.Employer(number)) is { } employer)
            return Go($"/social-protection/employers/{employer.Id}");
        form.Blame("/number", number is null ? "required" : "unknown-employer");
        return null;
    }
}
