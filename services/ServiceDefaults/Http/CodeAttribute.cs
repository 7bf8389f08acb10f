namespace Portal.ServiceDefaults.Http;

/// <summary>
/// A text that programs read: an id, a code, a reference. It is trimmed, and digits typed in Arabic or Persian
/// (٠-٩, ۰-۹) become 0-9. Free text is left as it was typed.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CodeAttribute : Attribute;
