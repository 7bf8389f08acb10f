using Portal.Web.Customs;
using Portal.Web.Forms;
using Microsoft.AspNetCore.Mvc;

namespace Portal.Web.Pages.Customs.Mine.Drafts;

/// <summary>A draft as a list of tasks, each with how far it has got.</summary>
public sealed class TasksModel : DraftPage
{
    /// <summary>About the consignment.</summary>
    public IReadOnlyList<TaskLine> Consignment { get; private set; } = [];

    /// <summary>Goods items.</summary>
    public IReadOnlyList<TaskLine> Goods { get; private set; } = [];

    /// <summary>What comes last.</summary>
    public IReadOnlyList<TaskLine> Finish { get; private set; } = [];

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        var faults = (await Check()).Faults;
        Consignment = [.. Questions.Consignment.Select(section => new TaskLine($"{Home}/{section.Name}", T[$"section.{section.Name}"], Questions.StateOf(section, faults)))];
        var goods = faults.Where(fault => !Questions.Consignment.Any(section => section.Owns(fault))).ToList();
        var state = Questions.Items == 0 ? TaskState.New : goods.Count == 0 ? TaskState.Done : goods.All(Questions.Misses) ? TaskState.Unfinished : TaskState.Problem;
        Goods = [new($"{Home}/items", T["draft.items", T.Number(Questions.Items)], state)];
        Finish = [new($"{Home}/check", T["check.title"], null)];
    }

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Task.FromResult<IActionResult?>(Go(Home));
}

/// <summary>A line of a list of tasks.</summary>
/// <param name="To">Where it is done.</param>
/// <param name="Name">What it is.</param>
/// <param name="State">How far it has got; null where that says nothing.</param>
public sealed record TaskLine(string To, string Name, TaskState? State);
