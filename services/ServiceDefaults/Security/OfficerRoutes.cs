using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Portal.ServiceDefaults.Security;

/// <summary>Routes for officers.</summary>
public static class OfficerRoutes
{
    /// <summary>Only officers of the institution may use the routes of the group.</summary>
    public static RouteGroupBuilder ForOfficersOf(this RouteGroupBuilder group, string agency) => group.ForRoleAt(agency, Roles.Officer);

    /// <summary>Only the institution's heads may use the routes of the group.</summary>
    public static RouteGroupBuilder ForHeadsOf(this RouteGroupBuilder group, string agency) => group.ForRoleAt(agency, Roles.Head);

    private static RouteGroupBuilder ForRoleAt(this RouteGroupBuilder group, string agency, string role) =>
        group.RequireAuthorization(policy => policy.AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme).RequireClaim(PortalClaims.Agency, agency).RequireClaim(PortalClaims.Role, role));
}
