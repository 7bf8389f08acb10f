using System.Globalization;
using System.Text;
using Portal.ServiceDefaults.Http;

namespace Portal.SocialProtection.Register;

/// <summary>
/// Names as people search them: the letters of Azerbaijani as they are typed without its keyboard, the variants that
/// Arabic, Persian and Pashto keyboards have of one letter, vowel signs and digits. Each word stands behind a space, so that
/// its beginning can be found.
/// </summary>
internal static class NameFolding
{
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length + 1);
        var inWord = false;
        foreach (var letter in Digits.Fold(text).ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark || letter == Tatweel)
                continue;
            if (!char.IsLetterOrDigit(letter))
            {
                inWord = false;
                continue;
            }

            if (!inWord)
                folded.Append(' ');
            inWord = true;
            folded.Append(Plain(letter));
        }

        return folded.ToString();
    }

    /// <summary>The words of a search, folded.</summary>
    public static string[] Words(string text) => Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private const char Tatweel = 'ـ';

    private static char Plain(char letter) => letter switch
    {
        'ə' => 'e',
        'ı' => 'i',
        'ي' or 'ى' or 'ې' or 'ۍ' => 'ی',
        'ك' => 'ک',
        'ګ' => 'گ',
        'ة' or 'ۀ' or 'ہ' or 'ە' => 'ه',
        _ => letter,
    };
}
