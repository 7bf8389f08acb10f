using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Forms;

namespace Portal.Web.Pages.Customs.Mine;

/// <summary>The deposit account: what is in it, what happened, and topping it up.</summary>
public sealed class AccountModel : FormPage
{
    private const string Service = "customs";

    /// <summary>The account.</summary>
    public Account Account { get; private set; } = null!;

    /// <summary>Declarations that wait for money, the oldest first.</summary>
    public IReadOnlyList<DeclarationLine> Waiting { get; private set; } = [];

    /// <inheritdoc />
    protected override string Submit => "account.top-up";

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        Account = await Agencies.Get<Account>(Service, "/api/customs/accounts/me");
        Waiting = (await Agencies.Get<ListPage<DeclarationLine>>(Service, "/api/customs/declarations?status=awaiting-payment&sort=age")).Items;
    }

    /// <inheritdoc />
    protected override Task<IReadOnlyList<Field>> Fields() => Task.FromResult<IReadOnlyList<Field>>(
    [
        new("/amount", "account.amount", FieldKind.Number) { Width = 14, Unit = Account.Currency },
        new("/reference", "account.payment-reference", FieldKind.Code) { Width = 24 },
    ]);

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Post(Service, "/api/customs/accounts/me/deposits", _ => "/customs/account");
}
