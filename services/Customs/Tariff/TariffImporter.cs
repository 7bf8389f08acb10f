using Portal.ServiceDefaults.CountryPacks;
using Portal.ServiceDefaults.Hosting;

namespace Portal.Customs.Tariff;

/// <summary>Imports a tariff file for an operator.</summary>
public static class TariffImporter
{
    /// <summary>Imports the file and returns the number of rows. With a bad row nothing is imported, and every bad row is named by its line.</summary>
    public static async Task<int> Import(IServiceProvider services, string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new StartupFailure($"There is no file {path}.");
        var faults = new PackFaults();
        var file = TariffFile.Read(path, services.GetRequiredService<CustomsRules>().TariffRates, faults);
        if (faults.All.Count > 0)
            throw new StartupFailure($"Nothing was imported; {faults.All.Count} row(s) are bad:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", faults.All)}");

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        await ImportTariff.Import(services.GetRequiredService<CustomsDbContext>(), [file], now.UtcDateTime, cancellationToken);
        return file.Rows.Count;
    }
}
