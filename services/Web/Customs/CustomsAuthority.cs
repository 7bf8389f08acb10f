namespace Portal.Web.Customs;

/// <summary>The customs authority's service.</summary>
public static class CustomsAuthority
{
    /// <summary>Its name.</summary>
    public const string Service = "customs";

    /// <summary>Where its API begins.</summary>
    public const string Api = "/api/customs";

    /// <summary>Where declarations are lodged and listed there.</summary>
    public const string Declarations = $"{Api}/declarations";

    /// <summary>A declaration's address there.</summary>
    public static string Declaration(string mrn) => $"{Declarations}/{Uri.EscapeDataString(mrn)}";

    /// <summary>The address of a line of the tariff there.</summary>
    public static string TariffLine(string code) => $"{Api}/tariff/{Uri.EscapeDataString(code)}";
}
