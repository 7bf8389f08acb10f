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
}
