namespace Portal.Web.Customs;

/// <summary>A picture of figures that also stand in a table beneath it.</summary>
/// <param name="Id">Its id in the page.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Bars">Each thing with its words, its value, the value in words, and a colour class.</param>
/// <param name="Description">More about it for those who do not see it.</param>
public sealed record Chart(string Id, string Title, IReadOnlyList<Bar> Bars, string Description)
{
    /// <summary>The greatest value; 1 at least, so that it can be divided by.</summary>
    public decimal Greatest => Math.Max(1, Bars.Select(bar => bar.Value).DefaultIfEmpty().Max());
}

/// <summary>A bar of a chart.</summary>
public sealed record Bar(string Label, decimal Value, string Words, string? Tone = null);
