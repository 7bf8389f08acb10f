using System.Globalization;
using CsvHelper;
using Portal.ServiceDefaults.Http;

namespace Portal.SocialProtection.Employers;

/// <summary>
/// An employer's report as CSV, columns by header: <c>personId</c>, <c>earnings</c>, <c>insuredShare</c>,
/// <c>employerShare</c>, and <c>category</c>, <c>occupation</c> and <c>lastDay</c> if wanted. Numbers have a point before decimals.
/// </summary>
internal static class ReportFile
{
    private static readonly string[] Needed = ["personId", "earnings", "insuredShare", "employerShare"];

    /// <summary>Reads the lines; what cannot be read is a fault at <c>line N</c>, as an editor counts lines.</summary>
    public static List<ReportRow> Read(byte[] content, Faults faults)
    {
        var rows = new List<ReportRow>();
        using var csv = CsvReader.Create(content, new CsvReaderOptions
        {
            TrackLineNumbers = true, TrimWhitespace = true, MalformedData = CsvMalformedDataHandling.Skip, FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = record => faults.Add(Line(record.LineNumber), "malformed-line", "The line cannot be read, or has not as many fields as the header."),
        });
        csv.ReadHeader();
        string[] header = [.. csv.Headers];
        foreach (var missing in Needed.Except(header))
            faults.Add($"line 1/{missing}", "missing-column", $"A column {missing} is needed.", expected: missing);
        if (faults.Any)
            return rows;

        var person = Array.IndexOf(header, "personId");
        while (csv.Read() && rows.Count <= ReportRules.MostLines)
        {
            var line = Line(csv.LineNumber);
            rows.Add(new ReportRow(line, new ReportLine
            {
                PersonId = csv.GetString(person), Earnings = Amount("earnings"), InsuredShare = Amount("insuredShare"), EmployerShare = Amount("employerShare"),
                Category = Optional("category"), Occupation = Optional("occupation"), LastDay = Day("lastDay"),
            }));

            string? Optional(string column) => Array.IndexOf(header, column) is >= 0 and var at && csv.GetString(at) is { Length: > 0 } text ? text : null;

            DateOnly? Day(string column)
            {
                if (Optional(column) is not { } text)
                    return null;
                if (DateOnly.TryParseExact(Digits.Fold(text), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                    return day;
                faults.Add($"{line}/{column}", "bad-format", "A date like 2026-03-21 is expected.", expected: "date");
                return null;
            }

            decimal Amount(string column)
            {
                var text = Digits.Fold(csv.GetString(Array.IndexOf(header, column)));
                if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount))
                    return amount;
                faults.Add($"{line}/{column}", "wrong-type", "A number is expected.", expected: "number");
                return 0;
            }
        }

        return rows;
    }

    private static string Line(long number) => string.Create(CultureInfo.InvariantCulture, $"line {number}");
}
