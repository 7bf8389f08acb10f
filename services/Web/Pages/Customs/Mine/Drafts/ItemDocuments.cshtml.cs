using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Forms;
using Portal.Web.Services;

namespace Portal.Web.Pages.Customs.Mine.Drafts;

/// <summary>The documents of a goods item, and a form for one more or for one to change.</summary>
public sealed class ItemDocumentsModel : SectionPage
{
    /// <summary>Number of the item.</summary>
    [FromRoute(Name = "number")]
    public int Number { get; set; }

    /// <summary>Which document the form is about, from 0; that behind the last is a new one.</summary>
    [FromQuery(Name = "at")]
    public int? Wanted { get; set; }

    /// <summary>The same, within the list.</summary>
    public int At { get; private set; }

    /// <summary>The documents that are saved.</summary>
    public JsonArray Documents { get; private set; } = [];

    /// <inheritdoc />
    protected override string Submit => "documents.save";

    /// <inheritdoc />
    protected override Task Prepare()
    {
        if (Number > Questions.Items)
            throw new PageRefused(HttpStatusCode.NotFound);
        Documents = Saved().DeepClone().AsArray();
        At = Wanted is { } at && at >= 0 && at < Documents.Count ? at : Documents.Count;
        Section = Questions.Document(Number - 1, At);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override async Task Review(Form form)
    {
        var faults = (await Check()).Faults;
        form.BlameOwn(faults);
        var relief = faults.FirstOrDefault(fault => fault.Code == "relief-without-document" && fault.Pointer == $"{Questions.Place(Number - 1)}/additionalDocuments");
        if (relief is not null)
            form.Problem = FaultWords.Of(relief, T);
    }

    /// <inheritdoc />
    protected override async Task<IActionResult?> Send(Form form)
    {
        if (Request.Form["remove"].ToString() is { Length: > 0 } remove)
        {
            // The form beside the buttons was not sent: what it asks for is not there.
            Saved().Clear();
            foreach (var document in Documents)
                Saved().Add(document?.DeepClone());
            await Remove(Saved(), int.TryParse(remove, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : -1);
            return Go(Here);
        }

        // Where a document stands depends on how many are saved: one that is faulty waits in the form.
        form.BlameOwn((await Check()).Faults);
        return form.IsFaulty || !await Save(form) ? null : Go(Here);
    }

    /// <inheritdoc />
    protected override string Onward(DeclarationCheck check) => Here;

    private string Here => string.Create(CultureInfo.InvariantCulture, $"{Home}/items/{Number}/documents");

    private JsonArray Saved()
    {
        var place = $"{Questions.Place(Number - 1)}/additionalDocuments";
        if (Body.At(place) is not JsonArray)
            Body.Put(place, new JsonArray());
        return Body.At(place)!.AsArray();
    }
}
