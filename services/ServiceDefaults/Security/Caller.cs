using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Portal.ServiceDefaults.Security;

/// <summary>Who is calling, as the access token says.</summary>
public sealed class Caller
{
    private readonly ClaimsPrincipal user;

    private Caller(ClaimsPrincipal user) => this.user = user;

    /// <summary>Subject of the token.</summary>
    public string Subject => Claim("sub") ?? "";

    /// <summary>The caller's name, where the token says it.</summary>
    public string? Name => Claim("name");

    /// <summary>The person's number; systems have none.</summary>
    public string? PersonId => Claim(PortalClaims.PersonId);

    /// <summary>The trader the caller acts for.</summary>
    public string? TraderId => Claim(PortalClaims.TraderId);

    /// <summary>The institution an officer works for, by service name.</summary>
    public string? Agency => Claim(PortalClaims.Agency);

    /// <summary>Whether the caller has the role.</summary>
    public bool Is(string role) => user.HasClaim(PortalClaims.Role, role);

    /// <summary>Whether the caller is an officer of the institution.</summary>
    public bool IsOfficerOf(string agency) => Agency == agency && Is(Roles.Officer);

    /// <summary>Reads the caller from the request; called by the framework.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult<Caller?>(new Caller(context.User));

    private string? Claim(string type) => user.FindFirstValue(type);
}

/// <summary>Claims of the portal's access tokens beside the standard ones.</summary>
public static class PortalClaims
{
    /// <summary>The person's number.</summary>
    public const string PersonId = "person_id";

    /// <summary>The trader's number.</summary>
    public const string TraderId = "trader_id";

    /// <summary>The trader's name.</summary>
    public const string TraderName = "trader_name";

    /// <summary>Service name of the institution an officer works for.</summary>
    public const string Agency = "agency";

    /// <summary>Code of the office an officer sits in.</summary>
    public const string Office = "office";

    /// <summary>One claim for each role.</summary>
    public const string Role = "role";
}

/// <summary>Roles a token may carry.</summary>
public static class Roles
{
    /// <summary>Decides for an institution.</summary>
    public const string Officer = "officer";

    /// <summary>Heads an institution.</summary>
    public const string Head = "head";

    /// <summary>Shows people, for many registers at once, who read their data.</summary>
    public const string DataTracker = "data-tracker";
}
