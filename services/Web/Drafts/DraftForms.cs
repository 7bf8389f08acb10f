using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Portal.Web.Forms;
using Portal.Web.Languages;

namespace Portal.Web.Drafts;

/// <summary>Forms that change a draft, perhaps in two windows at once.</summary>
internal static class DraftForms
{
    /// <summary>The draft's version as a form carries it.</summary>
    public static string VersionInForms(this Draft draft) => draft.Version.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// Saves the request as it now stands, unless another window has saved it since the form was opened. Then nothing is
    /// overwritten: one sees both, and may send again.
    /// </summary>
    public static async Task<bool> Save(this WebDbContext db, Draft draft, JsonObject body, Form form, Words words, DateTime now)
    {
        if (form.Version != draft.VersionInForms())
            return Told(draft, body, form, words);
        draft.Write(body, now);
        try
        {
            await db.SaveChangesAsync();
            form.Version = draft.VersionInForms();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            await db.Entry(draft).ReloadAsync();
            return Told(draft, body, form, words);
        }
    }

    private static bool Told(Draft draft, JsonObject body, Form form, Words words)
    {
        form.Version = draft.VersionInForms();
        // Pressed twice, or both windows say the same.
        if (JsonNode.DeepEquals(draft.Read(), body))
            return true;
        form.Problem = words["draft.changed-meanwhile"];
        return false;
    }
}
