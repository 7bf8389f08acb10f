namespace Portal.Web.Languages;

/// <summary>Matches the first segment of a page's address: one of the languages.</summary>
internal sealed class LanguageConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        Language.Of(values[routeKey] as string) is not null;
}
