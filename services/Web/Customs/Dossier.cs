using Portal.Web.Services;

namespace Portal.Web.Customs;

/// <summary>All that a page tells of a declaration.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="Notifications">What its declarant was told, in order.</param>
/// <param name="Lists">Names of its codes.</param>
public sealed record Dossier(Declaration Declaration, IReadOnlyList<Notification> Notifications, CodeLists Lists)
{
    /// <summary>Its address at customs.</summary>
    public static string AddressOf(string mrn) => $"/api/customs/declarations/{Uri.EscapeDataString(mrn)}";

    /// <summary>Reads it as the visitor may see it.</summary>
    public static async Task<Dossier> Read(string mrn, AgencyClient agencies, CodeBook codes)
    {
        var notifications = agencies.Get<List<Notification>>("customs", $"{AddressOf(mrn)}/notifications");
        var declaration = await agencies.Get<Declaration>("customs", AddressOf(mrn));
        return new(declaration, await notifications, await codes.Get());
    }
}
