namespace Portal.Web.Forms;

/// <summary>One question of a form, and where its answer goes in the request.</summary>
/// <param name="Pointer">JSON pointer into the request; a service's faults name the same place.</param>
/// <param name="Text">Key of its texts: <c>{Text}</c> is the label, <c>{Text}.hint</c> says more where there is more to say.</param>
/// <param name="Kind">How it is asked.</param>
public sealed record Field(string Pointer, string Text, FieldKind Kind = FieldKind.Text)
{
    /// <summary>What one may choose from: value and words.</summary>
    public IReadOnlyList<Choice> Options { get; init; } = [];

    /// <summary>May be left empty; said so beside the label.</summary>
    public bool Optional { get; init; }

    /// <summary>About how many characters are expected; 0 for the whole width.</summary>
    public int Width { get; init; }

    /// <summary>Its choices are numbers in the request.</summary>
    public bool Numeric { get; init; }

    /// <summary>Key of the words on a button that looks the answer up elsewhere; null for none.</summary>
    public string? Lookup { get; init; }

    /// <summary>The question itself, where it is not one of our texts but out of a pack.</summary>
    public string? Label { get; init; }

    /// <summary>Which files may be chosen, as in the <c>accept</c> attribute.</summary>
    public string Accept { get; init; } = ".pdf,.png,.jpg,.jpeg";

    /// <summary>What browsers may fill in by themselves, as in the <c>autocomplete</c> attribute.</summary>
    public string? Autocomplete { get; init; }

    /// <summary>What stands behind the box, such as a unit or a currency.</summary>
    public string? Unit { get; init; }

    /// <summary>Name of an ES module of ours that helps with typing; the form works without.</summary>
    public string? Enhance { get; init; }

    /// <summary>Its id in the page, and that of everything beside it.</summary>
    public string Id => IdOf(Pointer);

    /// <summary>The id of a pointer's box.</summary>
    public static string IdOf(string pointer) => pointer.Trim('/').Replace('/', '-');
}

/// <summary>Something to choose.</summary>
/// <param name="Value">What goes into the request.</param>
/// <param name="Words">What people read.</param>
/// <param name="Hint">More about it, where it is shown at length.</param>
public sealed record Choice(string Value, string Words, string? Hint = null);

/// <summary>How a question is asked.</summary>
public enum FieldKind
{
    /// <summary>A line of free text.</summary>
    Text,

    /// <summary>A line that programs read: a number, code or reference. Left to right in every language.</summary>
    Code,

    /// <summary>Several lines of free text.</summary>
    Area,

    /// <summary>A number, with decimals or without.</summary>
    Number,

    /// <summary>One of many: a drop-down.</summary>
    Select,

    /// <summary>One of a few: all visible.</summary>
    Radios,

    /// <summary>Several of a few.</summary>
    Checks,

    /// <summary>Yes, or nothing.</summary>
    Check,

    /// <summary>Day, month and year in the country's calendar.</summary>
    Date,

    /// <summary>A file. It is not part of the JSON.</summary>
    File,
}
