using Microsoft.AspNetCore.Mvc;
using Portal.Web.Customs;
using Portal.Web.Forms;
using Portal.Web.Services;

namespace Portal.Web.Pages.Customs.Mine;

/// <summary>The deposit account: what is in it, what happened, and topping it up.</summary>
public sealed class AccountModel : FormPage
{
    private const string Path = $"{CustomsAuthority.Api}/accounts/me";

    /// <summary>The account.</summary>
    public Account Account { get; private set; } = null!;

    /// <summary>Declarations that wait for money, the oldest first.</summary>
    public IReadOnlyList<DeclarationLine> Waiting { get; private set; } = [];

    /// <inheritdoc />
    protected override string Submit => "account.top-up";

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        Account = await Agencies.Get<Account>(CustomsAuthority.Service, Path);
        Waiting = (await Agencies.Get<ListPage<DeclarationLine>>(CustomsAuthority.Service, $"{CustomsAuthority.Declarations}?status=awaiting-payment&sort=age")).Items;
    }

    /// <inheritdoc />
    protected override IReadOnlyList<Field> Fields() =>
    [
        new("/amount", "account.amount", FieldKind.Number) { Width = 14, Unit = Account.Currency },
        new("/reference", "account.payment-reference", FieldKind.Code) { Width = 24 },
    ];

    /// <inheritdoc />
    protected override Task<IActionResult?> Send(Form form) => Post(CustomsAuthority.Service, $"{Path}/deposits", _ => "/customs/account");
}
