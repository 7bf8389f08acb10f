using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Portal.Web.Customs;
using Portal.Web.Drafts;
using Portal.Web.Forms;
using Portal.Web.Services;

namespace Portal.Web.Pages.Customs.Mine.Drafts;

/// <summary>A page of a draft declaration. Only its owner sees it; once it is sent, all its pages lead to what it became.</summary>
public abstract class DraftPage : FormPage
{
    /// <summary>The draft.</summary>
    public Draft Draft { get; private set; } = null!;

    /// <summary>The declaration so far.</summary>
    public JsonObject Body { get; private set; } = null!;

    /// <summary>What one may choose from.</summary>
    public CodeLists Codes { get; private set; } = null!;

    /// <summary>The questions.</summary>
    public Questions Questions { get; private set; } = null!;

    /// <summary>Its address, behind the language.</summary>
    public string Home => $"/customs/drafts/{Draft.Id}";

    /// <summary>Where one comes from, for the top of the page.</summary>
    public (string To, string Name)[] Trail => [("/customs", T["customs.title"]), (Home, T["draft.title"])];

    /// <inheritdoc />
    protected override string? Version => Draft.VersionInForms();

    /// <inheritdoc />
    protected override string Submit => "form.save";

    /// <inheritdoc />
    protected override JsonObject Known() => Body;

    /// <inheritdoc />
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var id = Guid.Parse((string)RouteData.Values["id"]!, CultureInfo.InvariantCulture);
        Draft = await Get<WebDbContext>().FindDraft(Me.Subject, DeclarationDraft.Kind, id) ?? throw new PageRefused(System.Net.HttpStatusCode.NotFound);
        if (Draft.SentAs is { } mrn)
        {
            context.Result = Go($"/customs/declarations/{mrn}/lodged");
            return;
        }

        Codes = await Get<CodeBook>().Get();
        Body = Draft.Read();
        Questions = new Questions(Codes, T, Body, Draft.Subject is not null) { Begun = DeclarationDraft.Begin(Body["type"]?.ToString() ?? "", Draft.Id, Me, Country) };
        await next();
    }

    /// <summary>Asks customs what is wrong so far.</summary>
    protected Task<DeclarationCheck> Check() => Agencies.Check(Body);

    /// <summary>A fault in words, and where it is mended.</summary>
    protected (string To, string Words) Say(RequestFault fault)
    {
        // A total is the sum over the goods items; with the first of them begins whoever mends it.
        var part = DeclarationDraft.PartOf(fault);
        var place = part is null ? fault : fault with { Pointer = $"{Questions.Place(0)}/{part}" };
        foreach (var section in Questions.Consignment.Where(section => section.Owns(place)))
            return ($"{Home}/{section.Name}", Line(T[$"section.{section.Name}"], section));
        for (var item = 0; item < Questions.Items; item++)
        {
            var (home, title) = (string.Create(CultureInfo.InvariantCulture, $"{Home}/items/{item + 1}"), T["item.title", T.Number(item + 1)]);
            foreach (var section in Questions.ItemWithDocuments(item).Where(section => section.Owns(place)))
                return ($"{home}/{section.Name}", Line(part is null ? title : T["answers.totals"], section));
            if (place.Pointer.StartsWith($"{Questions.Place(item)}/", StringComparison.Ordinal))
                return ($"{home}/goods", $"{title}: {FaultWords.Of(fault, T)}");
        }

        return ($"{Home}/items", FaultWords.Of(fault, T));

        string Line(string title, Section section)
        {
            var asked = section.Fields.First(field => section with { Fields = [field] } is var one && one.Owns(place));
            return $"{title} – {T[asked.Text]}: {FaultWords.Of(fault, T, asked)}";
        }
    }

    /// <summary>Saves the declaration as it now stands, unless another window has saved it since this one was opened.</summary>
    protected Task<bool> Save(Form form) => Get<WebDbContext>().Save(Draft, Body, form, T, Get<TimeProvider>().GetUtcNow().UtcDateTime);

    /// <summary>Takes a part away. A button that is pressed twice, or in an old window, takes nothing more.</summary>
    protected async Task Remove(JsonArray list, int index)
    {
        if (Request.Form[Form.VersionName] != Version || index < 0 || index >= list.Count)
            return;
        list.RemoveAt(index);
        Draft.Write(Body, Get<TimeProvider>().GetUtcNow().UtcDateTime);
        try
        {
            await Get<WebDbContext>().SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            // The other window was first; the list shows what it did.
        }
    }
}

/// <summary>A page of questions of a draft: saved whatever is wrong with the answers.</summary>
public abstract class SectionPage : DraftPage
{
    /// <summary>The questions of this page.</summary>
    public Section Section { get; protected set; } = null!;

    /// <summary>Whether one came to mend what is wrong.</summary>
    [FromQuery(Name = "mend")]
    public bool Mend { get; set; }

    /// <summary>Where one came from, to go back there: <c>check</c>.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; set; }

    /// <summary>Where the page leads when all is well.</summary>
    protected abstract string Onward(DeclarationCheck check);

    /// <summary>Changes what follows from the answers.</summary>
    protected virtual Task Follow() => Task.CompletedTask;

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() => Section.Fields;

    /// <inheritdoc />
    protected override async Task Review(Form form)
    {
        if (Mend)
            form.BlameOwn((await Check()).Faults);
    }

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        await Follow();
        if (!await Save(form))
            return null;
        if (Request.Form[Form.LookupName].ToString() is { Length: > 0 } wanted)
            return Go($"/customs/tariff?for={Uri.EscapeDataString(Request.Path.Value![3..])}&search={Uri.EscapeDataString(Body.At(wanted)?.ToString() ?? "")}");
        var check = await Check();
        form.BlameOwn(check.Faults);
        return form.IsFaulty ? null : Go(From == "check" ? $"{Home}/check" : Onward(check));
    }
}
