using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.ServiceDefaults.Hosting;

namespace Portal.ServiceDefaults.CountryPacks;

/// <summary>Finds and opens the pack of the country that <c>Portal:Country</c> names.</summary>
public static class Countries
{
    /// <summary>The folder with a folder per country: <c>Portal:Countries</c>, else the packs that travel with the program.</summary>
    public static string Folder(IConfiguration configuration) =>
        configuration["Portal:Countries"] ?? Path.Combine(AppContext.BaseDirectory, "countries");

    /// <summary>The country that is wanted; one without a pack is refused.</summary>
    public static string Chosen(IConfiguration configuration)
    {
        var folder = Folder(configuration);
        var code = configuration["Portal:Country"] ?? "az";
        string?[] known = Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)] : [];
        return known.Contains(code, StringComparer.Ordinal)
            ? code
            : throw new StartupFailure($"There is no country pack '{code}' in {folder}; there are: {string.Join(", ", known)}.");
    }

    /// <summary>Registers <see cref="CountryPack"/>; its faults are reported together with those of the modules' own files.</summary>
    public static void AddCountryPack(this IHostApplicationBuilder builder)
    {
        var (folder, code) = (Folder(builder.Configuration), Chosen(builder.Configuration));
        var faults = new PackFaults();
        builder.Services.AddSingleton(faults);
        if (CountryPack.Read(Path.Combine(folder, code), faults) is { } pack)
            builder.Services.AddSingleton(pack);
        else
            throw new StartupFailure(Report(faults));
    }

    /// <summary>Reads one of the pack's files for the module that owns it and registers what <paramref name="read"/> makes of it.</summary>
    public static T? AddPackFile<T>(this IHostApplicationBuilder builder, string file, Func<PackNode, CountryPack, T> read)
        where T : class
    {
        var pack = builder.Instance<CountryPack>();
        var value = PackNode.ReadFile(Path.Combine(pack.Folder, file), builder.Instance<PackFaults>(), pack.Languages, node => read(node, pack));
        if (value is not null)
            builder.Services.AddSingleton(value);
        return value;
    }

    /// <summary>Refuses to start on a faulty pack, naming every fault.</summary>
    public static void RefuseFaultyPack(this IHostApplicationBuilder builder)
    {
        var faults = builder.Instance<PackFaults>();
        if (faults.All.Count > 0)
            throw new StartupFailure(Report(faults));
    }

    /// <summary>A singleton that was registered as an instance, readable before the container is built.</summary>
    public static T Instance<T>(this IHostApplicationBuilder builder) where T : class =>
        (T)builder.Services.Last(service => service.ServiceType == typeof(T)).ImplementationInstance!;

    private static string Report(PackFaults faults) =>
        $"The country pack has {faults.All.Count} fault(s):{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", faults.All)}";
}
