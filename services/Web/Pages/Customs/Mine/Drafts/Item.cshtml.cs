using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Forms;
using Portal.Web.Services;

namespace Portal.Web.Pages.Customs.Mine.Drafts;

/// <summary>One goods item, as a list of tasks.</summary>
public sealed class ItemModel : DraftPage
{
    /// <summary>What it is called.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Its parts.</summary>
    public IReadOnlyList<TaskLine> Parts { get; private set; } = [];

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        var number = int.Parse((string)RouteData.Values["number"]!, CultureInfo.InvariantCulture);
        if (number > Questions.Items)
            throw new PageRefused(HttpStatusCode.NotFound);
        Title = T["item.title", T.Number(number)];
        var faults = (await Check()).Faults;
        Parts = [.. Questions.ItemWithDocuments(number - 1).Select(section =>
            new TaskLine(FormattableString.Invariant($"{Home}/items/{number}/{section.Name}"), T[$"section.{section.Name}"], Questions.StateOf(section, faults)))];
    }

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Task.FromResult<IActionResult?>(Go(Home));
}
