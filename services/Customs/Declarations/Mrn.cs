using System.Globalization;
using System.Security.Cryptography;

namespace Portal.Customs.Declarations;

/// <summary>
/// Movement reference number: two digits of the year, ISO country code, 13 letters or digits, a check digit.
/// The first of the 13 grow with time, so that neighbours in time are neighbours in the index.
/// </summary>
internal static class Mrn
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWX";
    private const int TimeLetters = 7;
    private const int RandomLetters = 6;

    public static string Next(string country, DateTime utc)
    {
        // Seven letters of 32 hold the seconds of a thousand years; six more tell apart a billion within one second.
        var seconds = (long)(utc - new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalSeconds;
        Span<char> unique = stackalloc char[TimeLetters + RandomLetters];
        for (var i = TimeLetters - 1; i >= 0; i--, seconds >>= 5)
            unique[i] = Alphabet[(int)(seconds & 31)];
        RandomNumberGenerator.GetItems(Alphabet, unique[TimeLetters..]);

        var body = string.Create(CultureInfo.InvariantCulture, $"{utc:yy}{country}{unique}");
        return body + CheckDigit(body);
    }

    /// <summary>ISO 6346: letters count from 10 on without multiples of 11, each place weighs twice the one before, modulo 11, then 10.</summary>
    public static char CheckDigit(string body)
    {
        var sum = 0L;
        for (var i = 0; i < body.Length; i++)
            sum += (long)ValueOf(body[i]) << i;
        return (char)('0' + (sum % 11 % 10));
    }

    private static int ValueOf(char letter)
    {
        if (char.IsAsciiDigit(letter))
            return letter - '0';
        var place = char.ToUpperInvariant(letter) - 'A';
        return 10 + place + ((place + 9) / 10);
    }
}
