namespace Portal.Web.Pages;

/// <summary>The services, by what people need.</summary>
public sealed class HomeModel : PortalPage
{
    /// <summary>What people come for, and the services for it: key of the texts, page, institution.</summary>
    public static readonly IReadOnlyList<(string Name, IReadOnlyList<(string Key, string To, string Institution)> Services)> Needs =
    [
        ("trade", [("declare", "/customs", "customs"), ("tariff", "/customs/tariff", "customs"), ("estimate", "/customs/estimate", "customs"), ("account", "/customs/account", "customs")]),
        ("income", [("record", "/social-protection", "social-protection"), ("pension", "/social-protection/pension", "social-protection"), ("benefits", "/social-protection/benefits", "social-protection")]),
        ("data", [("usage", "/social-protection/usage", "social-protection"), ("consents", "/social-protection/consents", "social-protection")]),
    ];
}
