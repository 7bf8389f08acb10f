using System.Net;
using System.Net.Sockets;
using Portal.ServiceDefaults.Hosting;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>A portal that cannot start says why in one line on standard error, ends with code 1 and changes nothing.</summary>
public sealed class RefusedStartTests
{
    [Theory]
    [InlineData("""{"Format":1,"Country":"af"}""", "country 'af'")]
    [InlineData("""{"Format":999,"Country":"az"}""", "format 999")]
    [InlineData("""{"Format":0,"Country":"az"}""", "format 0")]
    [InlineData("not JSON", "--reset-data")]
    [InlineData("", "--reset-data")]
    public async Task Data_of_another_country_or_format_is_refused_and_left_as_it_is(string stamp, string reason)
    {
        var folder = PortalProcess.NewFolder();
        var file = Path.Combine(folder, "portal.json");
        await File.WriteAllTextAsync(file, stamp);

        await Refused(["--data", folder, "--urls", Address()], reason, folder);

        (await File.ReadAllTextAsync(file)).ShouldBe(stamp);
        Directory.GetFiles(folder, "*.db").ShouldBeEmpty();
    }

    [Fact]
    public async Task Databases_without_a_stamp_are_refused_and_left_as_they_are()
    {
        var folder = PortalProcess.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "customs.db"), "somebody else's");

        await Refused(["--data", folder, "--urls", Address()], "portal.json", folder);

        (await File.ReadAllTextAsync(Path.Combine(folder, "customs.db"))).ShouldBe("somebody else's");
    }

    [Fact]
    public async Task A_data_folder_in_use_by_another_portal_is_refused()
    {
        var folder = PortalProcess.NewFolder();
        using var other = DataFolder.Open(folder, "az", reset: false);

        await Refused(["--data", folder, "--urls", Address()], "in use by another portal", folder);
        await Refused(["--data", folder, "--urls", Address(), "--reset-data"], "in use by another portal", folder);
    }

    [Fact]
    public async Task A_data_folder_below_a_file_is_refused()
    {
        var file = Path.Combine(PortalProcess.NewFolder(), "file");
        await File.WriteAllTextAsync(file, "");

        await Refused(["--data", Path.Combine(file, "data"), "--urls", Address()], "cannot be used", file);
    }

    [Fact]
    public async Task A_data_folder_that_is_not_writable_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a folder in which nobody at all, root included, may make another.");
        const string folder = "/sys/portal";

        await Refused(["--data", folder, "--urls", Address()], "not writable", folder);
    }

    [Fact]
    public async Task A_taken_port_is_refused()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        await Refused(["--data", PortalProcess.NewFolder(), "--urls", address], "address already in use", address);
    }

    [Fact]
    public async Task An_unknown_country_is_refused_with_the_list_of_those_there_are() =>
        await Refused(["--data", PortalProcess.NewFolder(), "--urls", Address(), "--country", "xx"], "'xx'", "af, az");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("8080")]
    [InlineData("http://localhost:99999")]
    [InlineData("https://localhost:8443")]
    [InlineData("ftp://localhost")]
    public async Task An_address_that_is_none_is_refused(string address) =>
        await Refused(["--data", PortalProcess.NewFolder(), "--urls", address], address, "http://localhost:8080");

    private static async Task Refused(string[] arguments, params string[] reasons)
    {
        var (exitCode, output, error) = await PortalProcess.Run(arguments);

        exitCode.ShouldBe(1, error);
        var line = error.TrimEnd('\n');
        line.ShouldNotContain("\n");
        foreach (var reason in reasons)
            line.ShouldContain(reason);
        (output + error).ShouldNotContain("   at ");
        output.ShouldNotContain("ready at");
    }

    private static string Address() => $"http://127.0.0.1:{Ports.Free()}";
}
