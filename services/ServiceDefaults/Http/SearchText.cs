using System.Globalization;
using System.Text;

namespace Portal.ServiceDefaults.Http;

/// <summary>
/// Text as it is searched, so that people find what they mean with the keyboard they have: without accents and vowel
/// signs, Arabic letters in one form whichever program wrote them, one letter i, digits 0-9, nothing that is not seen. Every
/// word has a blank before it.
/// </summary>
public static class SearchText
{
    /// <summary>The text, folded. Words that a non-joiner holds together are there in one and apart, as people type either.</summary>
    public static string Fold(string text) => text.Contains(NonJoiner) ? FoldAsItIs(text) + FoldAsItIs(text.Replace(NonJoiner, ' ')) : FoldAsItIs(text);

    private static string FoldAsItIs(string text)
    {
        var folded = new StringBuilder(" ", text.Length + 1);
        foreach (var letter in Digits.Fold(text).Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format || letter == Tatweel)
                continue;
            folded.Append(letter switch
            {
                'ı' => 'i',
                'ə' => 'e',
                'ي' or 'ى' or 'ې' or 'ۍ' => 'ی',
                'ك' or 'ګ' or 'گ' => 'ک',
                'ة' or 'ۀ' or 'ہ' or 'ە' or 'ھ' => 'ه',
                _ when char.IsLetterOrDigit(letter) || letter == '.' => letter,
                _ => ' ',
            });
        }

        return folded.ToString();
    }

    /// <summary>The words typed; a code may be written with points, like 0902.40.</summary>
    public static string[] Words(string typed) =>
        [.. FoldAsItIs(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.All(letter => char.IsAsciiDigit(letter) || letter == '.') ? word.Replace(".", "", StringComparison.Ordinal) : word)
            .Where(word => word.Length > 0)];

    private const char NonJoiner = '\u200C';
    private const char Tatweel = '\u0640';
}
