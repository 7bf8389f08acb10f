using System.Globalization;
using CsvHelper;
using Portal.ServiceDefaults.Http;

namespace Portal.SocialProtection.Employers;

/// <summary>
/// An employer's report as CSV, columns by header: <c>personId</c>, <c>earnings</c>, <c>insuredShare</c>,
/// <c>employerShare</c>, and <c>category</c> and <c>occupation</c> if wanted. Numbers have a point before decimals.
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
            faults.Add("line 1", "missing-column", $"A column {missing} is needed.", expected: missing);
        if (faults.Any)
            return rows;

        var (person, category, occupation) = (Array.IndexOf(header, "personId"), Array.IndexOf(header, "category"), Array.IndexOf(header, "occupation"));
        while (csv.Read() && rows.Count <= ReportRules.MostLines)
        {
            var line = Line(csv.LineNumber);
            rows.Add(new ReportRow(line, new ReportLine
            {
                PersonId = csv.GetString(person), Earnings = Amount("earnings"), InsuredShare = Amount("insuredShare"), EmployerShare = Amount("employerShare"),
                Category = category < 0 || csv.GetString(category).Length == 0 ? null : csv.GetString(category),
                Occupation = occupation < 0 || csv.GetString(occupation).Length == 0 ? null : csv.GetString(occupation),
            }));

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
