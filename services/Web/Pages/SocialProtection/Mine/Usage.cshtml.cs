using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Services;
using Portal.Web.SocialProtection;

namespace Portal.Web.Pages.SocialProtection.Mine;

/// <summary>Who read the visitor's data: every time, in the register he chooses.</summary>
public sealed class UsageModel : PortalPage
{
    /// <summary>Registers that say who read them.</summary>
    public static readonly IReadOnlyList<string> Registers = [Fund.Service, CustomsAuthority.Service];

    private IReadOnlyList<NamedCode> documents = [];

    /// <summary>Whose register is shown.</summary>
    public string Register => Registers.Contains(Wanted) ? Wanted! : Registers[0];

    /// <summary>Address of the list without its page.</summary>
    public string Address => $"/social-protection/usage?register={Register}&page=";

    /// <summary>A page of uses, newest first.</summary>
    public ListPage<DataUse> Uses { get; private set; } = null!;

    /// <summary>Names of codes.</summary>
    public FundCodes Codes { get; private set; } = null!;

    /// <summary>The register that was asked for.</summary>
    [FromQuery(Name = "register")]
    public string? Wanted { get; set; }

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync([FromQuery(Name = "page")] int number = 1)
    {
        Uses = await Agencies.Get<ListPage<DataUse>>(Register, $"/api/{Register}/persons/me/usage?page={PageOf(number)}");
        Codes = await Get<FundCodeBook>().Get();
        documents = Register == Fund.Service ? Codes.Documents : (await Get<CodeBook>().Get()).Documents;
    }

    /// <summary>What was done: a question by its name, else our word for it.</summary>
    public string Action(DataUse use) => Codes.Questions.Any(question => question.Code == use.Action) ? T.Name(Codes.Questions, use.Action) : T.Find($"usage.action.{use.Action}") ?? use.Action;

    /// <summary>What for.</summary>
    public string Purpose(DataUse use) => Codes.Purposes.Any(purpose => purpose.Code == use.Purpose) ? T.Name(Codes.PurposeNames, use.Purpose) : T.Find($"usage.purpose.{use.Purpose}") ?? use.Purpose;

    /// <summary>A field that was shown: ours, or the name of a question or of one of the register's documents.</summary>
    public string Field(string field) => T.Find($"usage.field.{field}")
        ?? T.Name(Codes.Questions.Concat(documents), field);
}
