using Portal.Web.Services;

namespace Portal.Web.Customs;

/// <summary>All that a page tells of a declaration.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="Notifications">What its declarant was told, in order.</param>
/// <param name="Lists">Names of its codes.</param>
public sealed record Dossier(Declaration Declaration, IReadOnlyList<Notification> Notifications, CodeLists Lists)
{
    /// <summary>Reads it as the visitor may see it.</summary>
    public static async Task<Dossier> Read(string mrn, AgencyClient agencies, CodeBook codes)
    {
        var address = CustomsAuthority.Declaration(mrn);
        var notifications = agencies.Get<List<Notification>>(CustomsAuthority.Service, $"{address}/notifications");
        var declaration = await agencies.Get<Declaration>(CustomsAuthority.Service, address);
        return new(declaration, await notifications, await codes.Get());
    }
}
