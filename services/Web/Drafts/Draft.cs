using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;

namespace Portal.Web.Drafts;

/// <summary>A request that somebody is still writing: saved page by page, sent when it is complete.</summary>
public sealed class Draft
{
    /// <summary>Identity, and the idempotency key with which it is sent: sent twice it arrives once.</summary>
    public required Guid Id { get; init; }

    /// <summary>Subject of whoever writes it; nobody else sees it.</summary>
    public required string Owner { get; init; }

    /// <summary>What it is to become, such as <c>declaration</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it changes once sent, such as the MRN of a declaration that is amended.</summary>
    public string? Subject { get; init; }

    /// <summary>The request so far, as JSON.</summary>
    public required string Body { get; set; }

    /// <summary>When it was last saved (UTC).</summary>
    public required DateTime ChangedAt { get; set; }

    /// <summary>Counts savings, so that of two tabs the later one is told.</summary>
    public int Version { get; private set; }

    /// <summary>What it became, once sent.</summary>
    public string? SentAs { get; private set; }

    /// <summary>The request so far.</summary>
    public JsonObject Read() => JsonNode.Parse(Body)!.AsObject();

    /// <summary>Saves a further state.</summary>
    public void Write(JsonObject body, DateTime now) => (Body, ChangedAt, Version) = (body.ToJsonString(), now, Version + 1);

    /// <summary>It has been sent.</summary>
    public void Sent(string reference, DateTime now) => (SentAs, ChangedAt, Version) = (reference, now, Version + 1);
}

/// <summary>Finds drafts; the owner is part of every question.</summary>
public static class DraftQueries
{
    /// <summary>The owner's drafts of a kind that are not sent, newest first.</summary>
    public static Task<List<Draft>> OpenDrafts(this WebDbContext db, string owner, string kind) =>
        db.Drafts.AsNoTracking().Where(draft => draft.Owner == owner && draft.Kind == kind && draft.SentAs == null).OrderByDescending(draft => draft.ChangedAt).Take(50).ToListAsync();

    /// <summary>One of the owner's drafts.</summary>
    public static Task<Draft?> FindDraft(this WebDbContext db, string owner, string kind, Guid id) =>
        db.Drafts.SingleOrDefaultAsync(draft => draft.Id == id && draft.Owner == owner && draft.Kind == kind);

    /// <summary>Begins a draft. Its number is the form's key, so a button that is pressed twice finds it there.</summary>
    public static async Task Begin(this WebDbContext db, Draft draft)
    {
        if (await db.FindDraft(draft.Owner, draft.Kind, draft.Id) is not null)
            return;
        db.Add(draft);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            if (await db.FindDraft(draft.Owner, draft.Kind, draft.Id) is null)
                throw;
        }
    }

    /// <summary>Notes what a draft became.</summary>
    public static async Task NoteSent(this WebDbContext db, Draft draft, string reference, DateTime now)
    {
        draft.Sent(reference, now);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            // Sent by the other press of the button, with the same key: it has noted the same.
        }
    }

    /// <summary>Throws away one of the owner's drafts that is not sent; one that is gone is gone.</summary>
    public static Task Discard(this WebDbContext db, string owner, string kind, Guid id) =>
        db.Drafts.Where(draft => draft.Id == id && draft.Owner == owner && draft.Kind == kind && draft.SentAs == null).ExecuteDeleteAsync();
}
