using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Portal.AllInOne;
using Portal.ServiceDefaults.Hosting;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.CountryPacks;

public sealed class WholePackTests
{
    public static TheoryData<string> Countries => [.. Directory.GetDirectories(PortalUnderTest.CountriesFolder).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Countries))]
    public async Task The_pack_of_a_country_has_no_faults(string country) => await Build(PortalUnderTest.CountriesFolder, country);

    [Fact]
    public void There_are_packs_for_two_countries() => Countries.Count.ShouldBeGreaterThanOrEqualTo(2);

    [Fact]
    public async Task Faults_of_all_files_are_told_at_once()
    {
        using var test = TestPack.Copy("az");
        var zone = test.Replace("country.yaml", "Asia/Baku", "Asia/Atlantis");
        var waiting = test.Replace("customs.yaml", "confirmationExpectedWithinSeconds: 20", "confirmationExpectedWithinSeconds: soon");
        var role = test.Replace("personas.yaml", "  - id: citizen2", "  - id: citizen");
        File.Delete(Path.Combine(test.Folder, "social-protection.yaml"));

        var failure = await Should.ThrowAsync<StartupFailure>(() => Build(test.Countries, "zz"));

        var faults = failure.Message.Split(Environment.NewLine).Skip(1).Select(line => line.Trim()).ToList();
        faults.Count.ShouldBe(4, failure.Message);
        faults.ShouldContain($"zz/country.yaml:{zone}: timeZone: an IANA time zone like Etc/UTC is expected");
        faults.ShouldContain(fault => fault.StartsWith($"zz/customs.yaml:{waiting}: confirmationExpectedWithinSeconds: a number", StringComparison.Ordinal));
        faults.ShouldContain($"zz/personas.yaml:{role}: personas: 'citizen' stands twice");
        faults.ShouldContain("zz/social-protection.yaml:1: the file is missing");
    }

    [Fact]
    public async Task A_country_without_a_pack_is_refused_with_the_list_of_those_there_are()
    {
        var failure = await Should.ThrowAsync<StartupFailure>(() => Build(PortalUnderTest.CountriesFolder, "xx"));

        failure.Message.ShouldContain("'xx'");
        failure.Message.ShouldContain("af, az");
    }

    /// <summary>All services read their files of the pack; nothing starts.</summary>
    private static async Task Build(string countries, string country)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Portal:Countries"] = countries, ["Portal:Country"] = country, ["Portal:Demo"] = "true", ["Portal:Data"] = TemporaryFolder.New(),
        });
        await using var app = PortalHost.Build(builder, EmbeddedPortal.Modules);
    }
}
