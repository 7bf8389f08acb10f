using Microsoft.EntityFrameworkCore;
using Portal.ServiceDefaults.CountryPacks;

namespace Portal.Customs.Tariff;

/// <summary>Puts tariff files into the database: known codes are updated, new ones added, all rows or none.</summary>
internal static class ImportTariff
{
    /// <summary>The first edition: the Harmonized System that travels with the program, with the rates of the country pack.</summary>
    public static IReadOnlyList<TariffFile> ReadPack(CountryPack country, CustomsRules rules, PackFaults faults)
    {
        var nomenclature = TariffFile.Read(Path.Combine(AppContext.BaseDirectory, "nomenclature", "harmonized-system.csv"), [], faults);
        var rates = Path.Combine(country.Folder, "tariff.csv");
        if (File.Exists(rates))
            return [nomenclature, TariffFile.Read(rates, rules.TariffRates, faults)];
        faults.Add("tariff.csv", 1, "the file is missing");
        return [nomenclature];
    }

    public static async Task Import(CustomsDbContext db, IReadOnlyList<TariffFile> files, DateTime now, CancellationToken cancellationToken)
    {
        var commodities = await db.Commodities.ToDictionaryAsync(commodity => commodity.Code, StringComparer.Ordinal, cancellationToken);
        var rates = await db.TariffRates.ToDictionaryAsync(rate => (rate.Code, rate.Name), cancellationToken);

        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var row in files.SelectMany(file => file.Rows))
        {
            Describe(db, commodities, row);
            foreach (var (name, percent) in row.Rates)
                Rate(db, rates, row.Code, name, percent);
        }

        db.Add(new TariffEdition { ImportedAt = now, Rows = files.Sum(file => file.Rows.Count) });
        db.ChangeTracker.AutoDetectChangesEnabled = true;
        await db.SaveChangesAsync(cancellationToken);
    }

    private static void Describe(CustomsDbContext db, Dictionary<string, Commodity> known, TariffFile.Row row)
    {
        if (known.TryGetValue(row.Code, out var commodity))
        {
            var texts = new Dictionary<string, string>(commodity.Description, StringComparer.Ordinal);
            foreach (var (language, text) in row.Description)
                texts[language] = text;
            commodity.Description = new LocalizedText(texts);
            commodity.Unit = row.Unit ?? commodity.Unit;
        }
        else if (row.Description.Count > 0)
        {
            commodity = new Commodity { Code = row.Code, Unit = row.Unit, Description = new LocalizedText(row.Description.ToDictionary()) };
            known.Add(row.Code, commodity);
            db.Add(commodity);
        }
    }

    private static void Rate(CustomsDbContext db, Dictionary<(string Code, string Name), TariffRate> known, string code, string name, decimal percent)
    {
        if (known.TryGetValue((code, name), out var rate))
        {
            rate.Percent = percent;
            return;
        }

        rate = new TariffRate { Code = code, Name = name, Percent = percent };
        known.Add((code, name), rate);
        db.Add(rate);
    }
}
