using Portal.Web.Forms;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Officer;

/// <summary>Finds persons in the register, by number or by name and date of birth.</summary>
public sealed class PersonsModel : PortalPage
{
    /// <summary>What is searched, and what for.</summary>
    public Form Form { get; private set; } = null!;

    /// <summary>What was found; null before a search.</summary>
    public PersonsFound? Found { get; private set; }

    /// <summary>Shows the search, and what was found.</summary>
    public async Task OnGetAsync()
    {
        Form = new Form(
        [
            new("number", "persons.number", FieldKind.Code) { Width = 24, Optional = true },
            new("name", "persons.name") { Optional = true },
            new("born", "persons.born", FieldKind.Date) { Optional = true },
            .. Reading.Fields(await Get<FundCodeBook>().Get(), T),
        ], [], T, Country) { Submit = "form.search" };
        if (Request.Query.Count == 0)
            return;
        Form.Take(Request.Query);
        (Found, var refused) = await Agencies.Ask<PersonsFound>(Fund.Service, $"{Fund.Api}/persons" + QueryString.Create(Form.Body.Select(said => KeyValuePair.Create(said.Key, said.Value?.ToString()))));
        if (refused is null)
            return;
        Form.Blame(refused);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
    }

    /// <summary>The page of somebody who was found; what was said for the search holds for the record.</summary>
    public string RecordOf(PersonLine person) => Reading.AddressOf(person.Id, part: null, Form.Body["purpose"]?.ToString(), Form.Body["case"]?.ToString());
}
