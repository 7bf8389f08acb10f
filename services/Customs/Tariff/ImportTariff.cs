using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
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

    /// <summary>Writes row by row with prepared statements, which both databases take in the same words and ten times faster than change tracking.</summary>
    public static async Task Import(CustomsDbContext db, IReadOnlyList<TariffFile> files, DateTime now, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var known = await db.Commodities.AsNoTracking().ToDictionaryAsync(commodity => commodity.Code, StringComparer.Ordinal, cancellationToken);
        await using var describe = Prepare(db, transaction, """
            INSERT INTO commodities (code, unit, description) VALUES (@code, @unit, @description)
            ON CONFLICT (code) DO UPDATE SET unit = excluded.unit, description = excluded.description
            """, "code", "unit", "description");
        await using var rate = Prepare(db, transaction, """
            INSERT INTO tariff_rates (code, name, percent) VALUES (@code, @name, @percent)
            ON CONFLICT (code, name) DO UPDATE SET percent = excluded.percent
            """, "code", "name", "percent");

        foreach (var row in files.SelectMany(file => file.Rows))
        {
            if (row.Description.Count > 0 || known.ContainsKey(row.Code))
                await Write(describe, cancellationToken, row.Code, row.Unit ?? known.GetValueOrDefault(row.Code)?.Unit, Merge(known.GetValueOrDefault(row.Code)?.Description, row.Description));
            foreach (var (name, percent) in row.Rates)
                await Write(rate, cancellationToken, row.Code, name, percent);
        }

        db.Add(new TariffEdition { ImportedAt = now, Rows = files.Sum(file => file.Rows.Count) });
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Languages the file does not mention keep their text.</summary>
    private static string Merge(IReadOnlyDictionary<string, string>? before, IReadOnlyDictionary<string, string> now)
    {
        var texts = new Dictionary<string, string>(before ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (language, text) in now)
            texts[language] = text;
        return JsonSerializer.Serialize(texts, CustomsDbContext.StoredJson);
    }

    private static DbCommand Prepare(CustomsDbContext db, IDbContextTransaction transaction, string sql, params string[] parameters)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction.GetDbTransaction());
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static Task<int> Write(DbCommand command, CancellationToken cancellationToken, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command.ExecuteNonQueryAsync(cancellationToken);
    }
}
