namespace Portal.Web.Pages.SocialProtection.Mine.Applications;

/// <summary>Where one of the visitor's applications stands, what happened, and what he can do now.</summary>
public sealed class ApplicationModel(TimeProvider clock) : ApplicationPage
{
    /// <summary>Whether he can still appeal.</summary>
    public bool CanAppeal => Application.Status == "refused" && Application.AppealUntil >= Country.DayOf(clock.GetUtcNow().UtcDateTime);
}
