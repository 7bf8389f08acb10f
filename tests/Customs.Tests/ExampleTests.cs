using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.Customs.Tests;

/// <summary>The examples of the API documents are accepted as they stand.</summary>
public sealed class ExampleTests
{
    [Theory, InlineData("az"), InlineData("af")]
    public async Task Every_example_of_the_country_pack_is_accepted_as_it_stands(string country)
    {
        await using var portal = await PortalUnderTest.Start(country);
        using var trader = await portal.As("trader");
        using var poor = await portal.As("trader2");
        using var officer = await portal.As("customs-officer");
        var medicine = Goods.Import(portal, Goods.Medicine);
        async Task<string> InCheck(string commodity = Goods.Medicine)
        {
            var mrn = await trader.Lodge(Goods.Import(portal, commodity));
            await trader.UntilStatus(mrn, commodity == Goods.Arms ? "under-examination" : "under-documentary-check");
            return mrn;
        }

        // What waits for money can still be amended: the example lodged by a trader whose account is short.
        var amendable = JsonNode.Parse((await Sent(poor, "declarations", portal.Example("lodgeDeclaration"))).Body)!["mrn"]!.GetValue<string>();
        await poor.UntilStatus(amendable, "awaiting-payment");
        var toRelease = await InCheck();
        await officer.Do(toRelease, "documentary-check", Steps.Check());

        foreach (var file in Directory.GetFiles(Path.Combine(PortalUnderTest.CountriesFolder, country, "examples", "customs"), "*.json"))
        {
            var example = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
            var (status, body) = await (Path.GetFileNameWithoutExtension(file) switch
            {
                "lodgeDeclaration" => Sent(trader, "declarations", example),
                "amendDeclaration" => Sent(poor, $"declarations/{amendable}/amendments", example),
                "cancelDeclaration" => Sent(trader, $"declarations/{await InCheck()}/cancellation", example),
                "depositIntoMyAccount" => Sent(trader, "accounts/me/deposits", example),
                "checkDeclaration" => Sent(trader, "declarations/check", example),
                "estimateDuties" => Sent(trader, "duty-estimates", example),
                "moveToStricterLane" => Sent(officer, $"declarations/{await InCheck()}/lane", example),
                "recordDocumentaryCheck" => Sent(officer, $"declarations/{await InCheck()}/documentary-check", example),
                "recordExamination" => Sent(officer, $"declarations/{await InCheck(Goods.Arms)}/examination", example),
                "rejectDeclaration" => Sent(officer, $"declarations/{await InCheck()}/rejection", example),
                "releaseDeclaration" => Sent(officer, $"declarations/{toRelease}/release", example),
                "requestDocuments" => Sent(officer, $"declarations/{await InCheck()}/documents-request", example),
                "uploadDocument" => Sent(trader, $"declarations/{await InCheck()}/documents?code=N380&fileName=invoice.pdf", example.GetValue<string>(), "application/pdf"),
                var unknown => throw new InvalidOperationException($"No test lodges the example {unknown}."),
            });

            ((int)status).ShouldBeInRange(200, 299, $"{Path.GetFileName(file)}: {body}");
        }

        await trader.UntilStatus((await trader.Read("/api/customs/declarations?status=cleared&pageSize=100"))["items"]!.AsArray()
            .Single(line => line!["functionalReferenceId"]!.GetValue<string>() == "EXAMPLE-0001")!["mrn"]!.GetValue<string>(), "cleared");
    }

    private static Task<(HttpStatusCode Status, string Body)> Sent(HttpClient client, string path, JsonNode example) => Sent(client, path, example.ToJsonString(), "application/json");

    private static async Task<(HttpStatusCode Status, string Body)> Sent(HttpClient client, string path, string body, string type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var answer = await client.PostAsync($"/api/customs/{path}", content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
