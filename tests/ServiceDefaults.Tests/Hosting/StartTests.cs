using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task The_country_is_chosen_on_the_command_line() =>
        (await CurrencyOf(["--country", "af", "--data", PortalProcess.NewFolder()])).ShouldBe("AFN");

    [Fact]
    public async Task The_country_is_chosen_in_the_environment() =>
        (await CurrencyOf(["--data", PortalProcess.NewFolder()], ("Portal__Country", "af"))).ShouldBe("AFN");

    [Fact]
    public async Task The_command_line_wins_over_the_environment() =>
        (await CurrencyOf(["--country", "az", "--data", PortalProcess.NewFolder()], ("Portal__Country", "af"))).ShouldBe("AZN");

    [Fact]
    public async Task Data_are_emptied_for_another_country_when_told_so()
    {
        var folder = PortalProcess.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "portal.json"), """{"Format":1,"Country":"az"}""");
        await File.WriteAllTextAsync(Path.Combine(folder, "customs.db"), "data of the other country");

        (await CurrencyOf(["--country", "af", "--reset-data", "--data", folder])).ShouldBe("AFN");

        (await File.ReadAllTextAsync(Path.Combine(folder, "portal.json"))).ShouldContain("\"af\"");
    }

    [Fact]
    public async Task A_start_tells_where_to_look_and_whom_to_sign_in_as()
    {
        var address = $"http://127.0.0.1:{Ports.Free()}";
        using var portal = PortalProcess.Start(["--data", PortalProcess.NewFolder(), "--urls", address]);
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        await portal.UntilReady(client);

        for (var patience = 0; patience < 200 && !portal.Output.Contains("Ctrl+C", StringComparison.Ordinal); patience++)
            await Task.Delay(20);

        foreach (var text in new[] { $"ready at {address}/", $"{address}/docs", $"{address}/health/ready", $"{address}/identity/demo-token", "customs-officer", "trader2" })
            portal.Output.ShouldContain(text);
        portal.Error.ShouldBeEmpty();
    }

    /// <summary>Starts the portal and asks it for the currency of the trader's account.</summary>
    private static async Task<string> CurrencyOf(string[] arguments, params (string Name, string Value)[] environment)
    {
        var address = $"http://127.0.0.1:{Ports.Free()}";
        using var portal = PortalProcess.Start([.. arguments, "--urls", address], environment);
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        await portal.UntilReady(client);

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await DemoToken(client, "trader"));
        return (await client.GetFromJsonAsync<JsonObject>("/api/customs/accounts/me"))!["currency"]!.GetValue<string>();
    }

    internal static async Task<string> DemoToken(HttpClient client, string persona)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("persona", persona)]);
        using var answer = await client.PostAsync("/identity/demo-token", form);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>())!["access_token"]!.GetValue<string>();
    }
}
