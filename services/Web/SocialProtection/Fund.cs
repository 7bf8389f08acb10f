namespace Portal.Web.SocialProtection;

/// <summary>The social protection fund's service.</summary>
public static class Fund
{
    /// <summary>Its name.</summary>
    public const string Service = "social-protection";

    /// <summary>Where its API begins.</summary>
    public const string Api = "/api/social-protection";

    /// <summary>An application's address there.</summary>
    public static string Application(string number) => $"{Api}/applications/{Uri.EscapeDataString(number)}";

    /// <summary>A person's address there.</summary>
    public static string Person(string id) => $"{Api}/persons/{Uri.EscapeDataString(id)}";

    /// <summary>A benefit's address there.</summary>
    public static string Benefit(string number) => $"{Api}/benefits/{Uri.EscapeDataString(number)}";

    /// <summary>An employer's address there.</summary>
    public static string Employer(string id) => $"{Api}/employers/{Uri.EscapeDataString(id)}";
}
