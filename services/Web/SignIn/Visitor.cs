using System.Security.Claims;
using Portal.ServiceDefaults.Security;

namespace Portal.Web.SignIn;

/// <summary>Who looks at the page, for menus and greetings. What he may do is for the services to say.</summary>
public sealed class Visitor(IHttpContextAccessor http)
{
    private ClaimsPrincipal User => http.HttpContext!.User;

    /// <summary>Whether somebody is signed in.</summary>
    public bool IsSignedIn => User.Identity?.IsAuthenticated == true;

    /// <summary>Subject of the session.</summary>
    public string Subject => Claim("sub") ?? throw new InvalidOperationException("Nobody is signed in; the page lacks an authorization policy.");

    /// <summary>His name.</summary>
    public string Name => Claim("name") ?? "";

    /// <summary>His number as a person.</summary>
    public string? PersonId => Claim(PortalClaims.PersonId);

    /// <summary>The trader he acts for.</summary>
    public string? TraderId => Claim(PortalClaims.TraderId);

    /// <summary>That trader's name, where the provider knows it.</summary>
    public string? TraderName => Claim(PortalClaims.TraderName);

    /// <summary>The office he sits in.</summary>
    public string? Office => Claim(PortalClaims.Office);

    /// <summary>Whether he is an officer of the institution.</summary>
    public bool IsOfficerOf(string agency) => IsOfficer(User, agency);

    /// <summary>Whether he heads the institution.</summary>
    public bool IsHeadOf(string agency) => IsHead(User, agency);

    internal static bool IsOfficer(ClaimsPrincipal user, string agency) => user.HasClaim(PortalClaims.Agency, agency) && user.HasClaim(PortalClaims.Role, Roles.Officer);

    internal static bool IsHead(ClaimsPrincipal user, string agency) => user.HasClaim(PortalClaims.Agency, agency) && user.HasClaim(PortalClaims.Role, Roles.Head);

    private string? Claim(string type) => User.FindFirstValue(type);
}
