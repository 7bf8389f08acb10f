using System.Globalization;
using CsvHelper;
using Portal.ServiceDefaults.CountryPacks;

namespace Portal.Customs.Tariff;

/// <summary>
/// A tariff or nomenclature as CSV, columns by header: <c>hscode</c> or <c>code</c>; <c>description</c> (English) and
/// <c>description_az</c> and so on; <c>unit</c>; <c>level</c> and <c>parent</c>, checked against the code; and a column
/// for each tariff rate of the country. Other columns are left alone.
/// </summary>
internal sealed class TariffFile
{
    /// <summary>Published nomenclatures have a row for the whole, which is no commodity.</summary>
    private const string Root = "TOTAL";

    public required IReadOnlyList<Row> Rows { get; init; }

    /// <summary>Reads the file; every bad row is noted with its line.</summary>
    public static TariffFile Read(string path, IReadOnlyCollection<string> rateNames, PackFaults faults)
    {
        var name = Path.GetFileName(path);
        var rows = new List<Row>();
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions
        {
            CommentPrefix = '#',
            TrackLineNumbers = true,
            TrimWhitespace = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = record => faults.Add(name, record.LineNumber, $"the row cannot be read: {record.Reason}"),
        });
        csv.ReadHeader();
        var columns = new Columns([.. csv.Headers], rateNames);
        if (columns.Code < 0)
        {
            faults.Add(name, 1, "a column hscode or code is needed");
            return new TariffFile { Rows = rows };
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (csv.Read())
        {
            if (csv.GetString(columns.Code) == Root)
                continue;
            var line = csv.LineNumber;
            var row = ReadRow(csv, columns, reason => faults.Add(name, line, reason));
            if (row is not null && !seen.Add(row.Code))
                faults.Add(name, line, $"{row.Code} stands twice");
            else if (row is not null)
                rows.Add(row);
        }

        return new TariffFile { Rows = rows };
    }

    private static Row? ReadRow(CsvReader csv, Columns columns, Action<string> fault)
    {
        var well = true;
        var code = csv.GetString(columns.Code);
        if (code.Length is not (2 or 4 or 6 or 8 or 10) || !code.All(char.IsAsciiDigit))
            Bad($"'{code}' is not a commodity code of 2, 4, 6, 8 or 10 digits");
        if (columns.Level >= 0 && csv.GetString(columns.Level) != code.Length.ToString(CultureInfo.InvariantCulture))
            Bad($"the level of {code} is not its number of digits");
        if (columns.Parent >= 0 && csv.GetString(columns.Parent) is { Length: > 0 } parent && parent != Root && !(code.StartsWith(parent, StringComparison.Ordinal) && parent.Length < code.Length))
            Bad($"{code} does not begin with its parent {parent}");

        var description = columns.Descriptions.Select(column => (column.Language, Text: csv.GetString(column.Index))).Where(text => text.Text.Length > 0)
            .ToDictionary(text => text.Language, text => text.Text, StringComparer.Ordinal);
        if (columns.Descriptions.Count > 0 && description.Count == 0)
            Bad($"{code} has no description");
        if (description.Values.Any(text => text.Length > 2000 || text.Any(char.IsControl)))
            Bad($"the description of {code} is too long or holds control characters");

        var rates = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (rate, index) in columns.Rates)
        {
            var text = csv.GetString(index);
            if (text.Length == 0)
                continue;
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent <= 1000)
                rates[rate] = percent;
            else
                Bad($"{rate} of {code} is not a percentage from 0 to 1000: '{text}'");
        }

        return well ? new Row(code, columns.Unit < 0 ? null : csv.GetString(columns.Unit) is { Length: > 0 } unit ? unit : null, description, rates) : null;

        void Bad(string reason)
        {
            well = false;
            fault(reason);
        }
    }

    /// <summary>One line of the file.</summary>
    public sealed record Row(string Code, string? Unit, IReadOnlyDictionary<string, string> Description, IReadOnlyDictionary<string, decimal> Rates);

    private sealed class Columns(string[] header, IReadOnlyCollection<string> rateNames)
    {
        private const string Translated = "description_";

        public int Code { get; } = Math.Max(Array.IndexOf(header, "hscode"), Array.IndexOf(header, "code"));

        public int Level { get; } = Array.IndexOf(header, "level");

        public int Parent { get; } = Array.IndexOf(header, "parent");

        public int Unit { get; } = Array.IndexOf(header, "unit");

        public IReadOnlyList<(string Language, int Index)> Descriptions { get; } =
            [.. header.Select((name, index) => (name, index)).Where(column => column.name == "description" || column.name.StartsWith(Translated, StringComparison.Ordinal))
                .Select(column => (column.name == "description" ? "en" : column.name[Translated.Length..], column.index))];

        public IReadOnlyList<(string Name, int Index)> Rates { get; } =
            [.. header.Select((name, index) => (name, index)).Where(column => rateNames.Contains(column.name))];
    }
}
