using Portal.ServiceDefaults.Hosting;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>Commands for whoever runs the portal.</summary>
public sealed class MaintenanceTests
{
    [Theory]
    [InlineData("identity", "customs", "social-protection")]
    [InlineData("customs", "social-protection")]
    public async Task The_data_folder_is_asked_only_while_data_are_there(params string[] inPostgres)
    {
        const string stamp = """{"Format":1,"Country":"af"}""";
        const string nobody = "Host=127.0.0.1;Port=9;Username=nobody;Password=none;Database=none";
        var folder = PortalProcess.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "portal.json"), stamp);

        var (exitCode, _, error) = await PortalProcess.Run(["messages", "list-failed", "--data", folder], [.. inPostgres.Select(service => ($"ConnectionStrings__{service}", nobody))]);

        exitCode.ShouldNotBe(0);
        error.ShouldContain(inPostgres.Length == 3 ? "127.0.0.1:9" : "country 'af'");
        (await File.ReadAllTextAsync(Path.Combine(folder, "portal.json"))).ShouldBe(stamp);
    }

    [Fact]
    public async Task A_usage_log_is_held_against_what_was_kept_of_it()
    {
        var folder = PortalProcess.NewFolder();
        DataFolder.Check(folder, "az");

        var (exitCode, output, error) = await PortalProcess.Run(["usage-log", "verify", $"customs:7:{new string('0', 64)}", "--data", folder]);

        exitCode.ShouldBe(1);
        output.ShouldContain("social-protection: whole; 0 rows");
        error.ShouldContain("customs: ALTERED at row 1: it is missing, though the log was sealed up to 7.");
    }
}
