using System.ComponentModel.DataAnnotations;

namespace Portal.ServiceDefaults.Http;

/// <summary>The form a text must have, with a name that faults give to programs, so that they can describe it in any language.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FormAttribute(string name, string pattern) : RegularExpressionAttribute(pattern)
{
    /// <summary>Lower-kebab, such as <c>country-code</c>.</summary>
    public string Name => name;
}
