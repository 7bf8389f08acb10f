using System.Globalization;
using CsvHelper;
using Portal.ServiceDefaults.Http;

namespace Portal.SocialProtection.Employers;

/// <summary>
/// An employer's report as CSV, columns by header: <c>personId</c>, <c>earnings</c>, <c>insuredShare</c>,
/// <c>employerShare</c>, and <c>category</c>, <c>occupation</c> and <c>lastDay</c> if wanted, no others. Numbers have a point before decimals.
/// </summary>
internal static class ReportFile
{
    private static readonly string[] Needed = ["personId", "earnings", "insuredShare", "employerShare"];
    private static readonly string[] Known = [.. Needed, "category", "occupation", "lastDay"];

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
        // Spreadsheets write columns without a name at the end: they may stand there, empty.
        foreach (var (column, count) in header.Where(name => name.Length > 0).CountBy(name => name, StringComparer.Ordinal))
        {
            faults.Unless(Known.Contains(column), $"line 1/{column}", "unknown-field", "This column is not known here.", expected: "column");
            faults.Unless(count == 1, $"line 1/{column}", "stands-twice", "This column is there already.");
        }

        if (faults.Any)
            return rows;

        var person = Array.IndexOf(header, "personId");
        while (csv.Read() && rows.Count <= ReportRules.MostLines)
        {
            var line = Line(csv.LineNumber);
            rows.Add(new ReportRow(line, new ReportLine
            {
                PersonId = csv.GetString(person), Earnings = Amount("earnings"), InsuredShare = Amount("insuredShare"), EmployerShare = Amount("employerShare"),
                Category = Optional("category"), Occupation = Optional("occupation"), LastDay = Query.Day($"{line}/lastDay", Optional("lastDay"), faults),
            }));
            faults.Unless(!header.Index().Any(cell => cell.Item.Length == 0 && csv.GetString(cell.Index).Length > 0), line, "malformed-line", "A field stands in a column without a name.", expected: "column");

            string? Optional(string column) => Array.IndexOf(header, column) is >= 0 and var at && csv.GetString(at) is { Length: > 0 } text ? text : null;

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
