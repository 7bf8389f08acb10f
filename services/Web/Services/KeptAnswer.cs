namespace Portal.Web.Services;

/// <summary>Something that a service says to everybody alike, kept for as long as services allow.</summary>
public abstract class KeptAnswer<T>(AgencyClient agencies, TimeProvider clock, string service, string path)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private Kept? kept;

    /// <summary>What it says.</summary>
    public async Task<T> Get()
    {
        if (kept is { } fresh && fresh.Until > clock.GetUtcNow())
            return fresh.Answer;
        var answer = await agencies.Get<T>(service, path);
        kept = new(answer, clock.GetUtcNow() + KeptFor);
        return answer;
    }

    private sealed record Kept(T Answer, DateTimeOffset Until);
}
