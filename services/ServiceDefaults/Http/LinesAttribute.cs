namespace Portal.ServiceDefaults.Http;

/// <summary>Free text of several lines, such as a reason: line feeds may stand in it. Any other text is one line.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LinesAttribute : Attribute;
