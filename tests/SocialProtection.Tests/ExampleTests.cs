using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Portal.TestSupport;

namespace Portal.SocialProtection.Tests;

/// <summary>The examples of the API document are accepted as they stand.</summary>
public sealed class ExampleTests
{
    [Theory, InlineData("az"), InlineData("af")]
    public async Task Every_example_of_the_country_pack_is_accepted_as_it_stands(string country)
    {
        await using var portal = await PortalUnderTest.Start(country);
        using var citizen = await portal.As("citizen");
        using var employer = await portal.As("trader");
        using var officer = await portal.As("fund-officer");
        using var system = await portal.AsSystem("one-stop-system");
        using var broker = await portal.AsSystem("broker-system");
        var names = 0;
        async Task<string> Applied(bool refused = false)
        {
            var application = portal.Example("applyForBenefit", "social-protection");
            application["answers"]![0]!["value"] = FormattableString.Invariant($"Child {names++}");
            var number = (await citizen.Done("/applications", application)).Text("number");
            if (refused)
                await officer.Done($"/applications/{number}/decision", new JsonObject { ["granted"] = false, ["ground"] = "not-established", ["reason"] = "It is not." });
            return number;
        }

        async Task<string> Granted() => (await officer.Done($"/applications/{await Applied()}/decision",
            new JsonObject { ["granted"] = true, ["ground"] = "conditions-met", ["reason"] = "It is.", ["from"] = "2026-03-01" })).Text("benefitNumber");

        // The employers of the register have paid what they reported.
        async Task<string> Owing()
        {
            var id = (await officer.Done("/employers", new JsonObject { ["id"] = "9900000031", ["name"] = "Broker" })).Text("id");
            await broker.Done("/employers/me/reports", portal.Example("fileReport", "social-protection"));
            return id;
        }

        foreach (var file in Directory.GetFiles(Path.Combine(PortalUnderTest.CountriesFolder, country, "examples", "social-protection"), "*.json").Order(StringComparer.Ordinal))
        {
            var example = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
            var (status, body) = await (Path.GetFileNameWithoutExtension(file) switch
            {
                "appeal" => citizen.Do($"/applications/{await Applied(refused: true)}/appeal", example),
                "applyForBenefit" => citizen.Do("/applications", example),
                "checkApplication" => citizen.Do("/applications/check", example),
                "bookEmployerPayment" => officer.Do($"/employers/{await Owing()}/payments", example),
                "correctRecord" => officer.Do($"/persons/{await citizen.MyId()}/corrections", example),
                "decideApplication" => officer.Do($"/applications/{await Applied()}/decision", example),
                "endBenefit" => officer.Do($"/benefits/{await Granted()}/end", example),
                "enterEmployer" => officer.Do("/employers", example),
                "enterPerson" => officer.Do("/persons", example),
                "estimatePension" => citizen.Do("/pension-estimates", example),
                "fileReport" => employer.Do("/employers/me/reports", example),
                "fileReportAsCsv" => SentAsCsv(employer, example.GetValue<string>()),
                "giveConsent" => citizen.Do("/consents", example),
                "lookUp" => system.Do("/lookups", example),
                "lookUpMany" => system.Do("/lookups/batch", example),
                "requestApplicationDocuments" => officer.Do($"/applications/{await Applied()}/documents-request", example),
                var unknown => throw new InvalidOperationException($"No test sends the example {unknown}."),
            });

            status.ShouldBeInRange(200, 299, $"{Path.GetFileName(file)}: {body?.ToJsonString()}");
        }
    }

    private static async Task<(int Status, JsonNode? Body)> SentAsCsv(HttpClient client, string csv)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv)) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var answer = await client.PostAsync($"{Steps.Fund}/employers/me/report-files?month=2026-09", content);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
    }
}
