using Portal.ServiceDefaults.CountryPacks;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.CountryPacks;

/// <summary>A small made-up country in a folder of its own, to be spoilt.</summary>
internal sealed class TestPack : IDisposable
{
    public const string Country = """
        code: ZZ
        languages: [en]
        name: { en: Testland }
        calendar: gregorian
        timeZone: Asia/Tashkent
        weekend: [Friday]
        currency: { code: ZZD, decimals: 2 }
        personId: { name: PN, pattern: '^[0-9]{5}$', example: "12345" }
        traderId: { name: TN, pattern: '^[0-9]{6}$', example: "123456" }

        """;

    private readonly DirectoryInfo countries = Directory.CreateTempSubdirectory("countries-");

    public TestPack(string? country = Country)
    {
        Directory.CreateDirectory(Folder);
        if (country is not null)
            File.WriteAllText(Path.Combine(Folder, "country.yaml"), country);
    }

    public string Countries => countries.FullName;

    public string Folder => Path.Combine(Countries, "zz");

    /// <summary>A copy of a real country's whole pack.</summary>
    public static TestPack Copy(string code)
    {
        var pack = new TestPack(country: null);
        foreach (var file in Directory.GetFiles(Path.Combine(PortalUnderTest.CountriesFolder, code)))
            File.Copy(file, Path.Combine(pack.Folder, Path.GetFileName(file)));
        return pack;
    }

    public (CountryPack? Pack, IReadOnlyList<string> Faults) Read()
    {
        var faults = new PackFaults();
        return (CountryPack.Read(Folder, faults), faults.All);
    }

    /// <summary>Changes a text of a file and returns the line it stands on.</summary>
    public int Replace(string file, string old, string @new)
    {
        var path = Path.Combine(Folder, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, $"{file} does not hold {old}");
        File.WriteAllText(path, text[..at] + @new + text[(at + old.Length)..]);
        return text[..at].Count(letter => letter == '\n') + 1;
    }

    public void Dispose() => countries.Delete(recursive: true);
}
