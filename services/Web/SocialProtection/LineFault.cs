using System.Globalization;
using Portal.Web.Forms;
using Portal.Web.Languages;
using Portal.Web.Services;

namespace Portal.Web.SocialProtection;

/// <summary>A fault in a line of a file.</summary>
/// <param name="Line">As an editor counts lines; 0 for the file as a whole.</param>
/// <param name="Column">Name of the column; null for the line as a whole.</param>
/// <param name="Words">What is wrong.</param>
public sealed record LineFault(int Line, string? Column, string Words)
{
    /// <summary>A fault at <c>line 12/earnings</c>, <c>line 12</c> or <c>lines</c>.</summary>
    public static LineFault Of(RequestFault fault, Words words)
    {
        var (line, column) = fault.Pointer.Split('/', 2) is [var place, var name] ? (place, name) : (fault.Pointer, null);
        return new(int.TryParse(line.Replace("line ", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0, column, FaultWords.Of(fault, words));
    }
}
