namespace Portal.Web.Pages.SocialProtection.Mine.Applications;

/// <summary>Confirms that an application has arrived, with its number, and what happens next; to be printed.</summary>
public sealed class SentModel : ApplicationPage;
