namespace Portal.ServiceDefaults.Http;

/// <summary>Digits as people type them.</summary>
public static class Digits
{
    /// <summary>Turns Arabic-Indic (٠-٩) and Persian (۰-۹) digits into 0-9.</summary>
    public static string Fold(string text) =>
        text.AsSpan().ContainsAnyInRange('\u0660', '\u06F9') ? string.Create(text.Length, text, (folded, typed) =>
        {
            for (var i = 0; i < typed.Length; i++)
            {
                folded[i] = typed[i] switch
                {
                    >= '\u0660' and <= '\u0669' => (char)(typed[i] - '\u0660' + '0'),
                    >= '\u06F0' and <= '\u06F9' => (char)(typed[i] - '\u06F0' + '0'),
                    _ => typed[i],
                };
            }
        }) : text;
}
