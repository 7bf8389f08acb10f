namespace Portal.Web.Services;

/// <summary>A code and its name in each language; a procedure also has its type.</summary>
public sealed record NamedCode(string Code, IReadOnlyDictionary<string, string> Name, string? Type = null);
