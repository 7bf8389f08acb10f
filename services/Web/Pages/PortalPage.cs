using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Http;
using Portal.Web.Forms;
using Portal.Web.Languages;
using Portal.Web.Services;
using Portal.Web.SignIn;

namespace Portal.Web.Pages;

/// <summary>What every page has.</summary>
public abstract class PortalPage : PageModel
{
    /// <summary>Words in the language of the page.</summary>
    public Words T => Get<Words>();

    /// <summary>Who looks at it.</summary>
    public Visitor Me => Get<Visitor>();

    /// <summary>The services behind the portal.</summary>
    protected AgencyClient Agencies => Get<AgencyClient>();

    /// <summary>The country.</summary>
    public CountryPack Country => Get<CountryPack>();

    /// <summary>Goes to another page in the same language.</summary>
    protected LocalRedirectResult Go(string path) => LocalRedirect($"/{T.Language.Path}{path.TrimEnd('/')}");

    /// <summary>The number of a list's page as services take it.</summary>
    protected static string PageOf(int number) => Math.Clamp(number, 1, Paging.MostPages).ToString(CultureInfo.InvariantCulture);

    /// <summary>Something out of the container.</summary>
    protected TService Get<TService>() where TService : notnull => HttpContext.RequestServices.GetRequiredService<TService>();
}

/// <summary>
/// A page with one form. It is shown with what is known, takes what was typed, sends it, and goes on; what is wrong is
/// shown with everything that was typed. A service that is away costs nothing but time.
/// </summary>
public abstract class FormPage : PortalPage
{
    /// <summary>The form.</summary>
    public Form Form { get; private set; } = null!;

    /// <summary>The questions.</summary>
    protected virtual IReadOnlyList<Field> Fields() => [];

    /// <summary>What the form shows at first.</summary>
    protected virtual JsonObject Known() => [];

    /// <summary>What the button says.</summary>
    protected virtual string Submit => "form.continue";

    /// <summary>Version of what the form shows, where two windows might change it.</summary>
    protected virtual string? Version => null;

    /// <summary>Carries it out and says where to go; null shows the form again, with what is wrong.</summary>
    protected abstract Task<IActionResult?> Send(Form form);

    /// <summary>Reads what the page shows beside the form.</summary>
    protected virtual Task Prepare() => Task.CompletedTask;

    /// <summary>Reads what only a form that is shown needs. A form that is carried out leaves no such reading in "who read my data".</summary>
    protected virtual Task Show() => Task.CompletedTask;

    /// <summary>Says what is known to be wrong before anything is sent.</summary>
    protected virtual Task Review(Form form) => Task.CompletedTask;

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        await Prepare();
        await Show();
        Open();
        await Review(Form);
        return Page();
    }

    /// <summary>Takes the form.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await Prepare();
        Open();
        Form.Take(Request.Form);
        if (Request.Form.ContainsKey(Form.LanguageName))
        {
            await Show();
            return Page();
        }

        try
        {
            if (await Send(Form) is { } next)
                return next;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
        catch (ServiceAway)
        {
            Form.Problem = T["problem.service-unavailable"];
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }

        await Show();
        return Page();
    }

    /// <summary>Sends the form's request to a service; goes on to <paramref name="next"/> when it was carried out.</summary>
    protected async Task<IActionResult?> Post(string service, string path, Func<JsonObject, string> next)
    {
        var answer = await Agencies.Post(service, path, Form.Body, Form.Key);
        if (answer.IsSuccess)
            return Go(next(answer.Body ?? []));
        Form.Blame(answer);
        return null;
    }

    /// <summary>Hands in a box's file as a document of the kind that the form names, and goes on to <paramref name="next"/>.</summary>
    protected async Task<IActionResult?> HandIn(string service, string owner, string box, string next)
    {
        var answer = await PostFile(service, $"{owner}/documents{QueryString.Create("code", Form.Body["code"]?.ToString() ?? "").Add("fileName", NameOf(box))}", box);
        if (answer is { IsSuccess: true })
            return Go(next);
        if (answer is not null)
            Form.Blame(answer);
        return null;
    }

    /// <summary>Sends a box's file to a service, as of the type that the browser says unless told. What is wrong with the file itself is said beside the box, and there is no answer.</summary>
    protected async Task<Answer?> PostFile(string service, string path, string box, string? contentType = null)
    {
        if (Request.Form.Files[box] is not { Length: > 0 } file)
        {
            Form.Blame(box, "no-file");
            return null;
        }

        var answer = await Agencies.Post(service, path, file, Form.Key, contentType);
        if (answer.Code is not ("unsupported-media-type" or "content-does-not-match-type" or "body-too-large"))
            return answer;
        Form.Blame(box, answer.Code);
        return null;
    }

    /// <summary>The name of a box's file, without the folders that some browsers put before it.</summary>
    protected string NameOf(string box) => Path.GetFileName((Request.Form.Files[box]?.FileName ?? "").Replace('\\', '/'));

    private void Open() => Form = new Form(Fields(), Known(), T, Country) { Submit = Submit, Version = Version };
}
