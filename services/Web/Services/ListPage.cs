namespace Portal.Web.Services;

/// <summary>A page of a list.</summary>
public sealed record ListPage<T>(IReadOnlyList<T> Items, int Number, int Size, int Total)
{
    /// <summary>How many pages there are; one at least.</summary>
    public int Pages => Math.Max(1, (Total + Size - 1) / Size);
}
