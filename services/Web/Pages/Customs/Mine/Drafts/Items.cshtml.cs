using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Mine.Drafts;

/// <summary>The goods items of a draft.</summary>
public sealed class ItemsModel : DraftPage
{
    /// <summary>How far each has got.</summary>
    public IReadOnlyList<TaskState> States { get; private set; } = [];

    /// <summary>What is wrong with the items together, and where it is mended.</summary>
    public IReadOnlyList<(string To, string Words)> Faults { get; private set; } = [];

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        var faults = (await Check()).Faults;
        States = [.. Enumerable.Range(0, Questions.Items).Select(item => Questions.StateOfItem(item, faults))];
        if (Questions.Items > 0)
            Faults = [.. faults.Where(fault => !fault.Pointer.StartsWith("/goodsItems/", StringComparison.Ordinal) && !Questions.Consignment.Any(section => section.Owns(fault))).Select(Say)];
    }

    /// <summary>Takes an item away.</summary>
    protected override async Task<IActionResult?> Send(Form form)
    {
        if (int.TryParse(Request.Form["remove"], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            await Remove(DeclarationDraft.Items(Body), number - 1);
        return Go($"{Home}/items");
    }
}
