using System.Net;
using Portal.Web.Customs;
using Portal.Web.Services;

namespace Portal.Web.Pages.Customs.Mine.Drafts;

/// <summary>A page of questions about the consignment.</summary>
public sealed class ConsignmentModel : SectionPage
{
    /// <inheritdoc />
    protected override Task Prepare()
    {
        Section = Questions.Consignment.FirstOrDefault(section => section.Name == (string?)RouteData.Values["section"]) ?? throw new PageRefused(HttpStatusCode.NotFound);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override string Onward(DeclarationCheck check) =>
        Questions.Consignment.SkipWhile(section => section.Name != Section.Name).Skip(1).FirstOrDefault(next => Questions.StateOf(next, check.Faults) is TaskState.New or TaskState.Unfinished) is { } open
            ? $"{Home}/{open.Name}"
            : Home;
}
