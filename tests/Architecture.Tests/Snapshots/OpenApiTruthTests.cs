using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Portal.Architecture.Tests.Snapshots;

/// <summary>What the documents say is what the services do.</summary>
public sealed class OpenApiTruthTests(RunningPortal running)
{
    [Theory]
    [MemberData(nameof(OpenApiTests.Services), MemberType = typeof(OpenApiTests))]
    public async Task No_member_that_may_be_null_is_promised(string service)
    {
        var schemas = (await Document(service))["components"]!["schemas"]!.AsObject();

        schemas.SelectMany(schema => Required(schema.Value).Where(member => schema.Value!["properties"]![member]!.ToJsonString().Contains("\"null\"", StringComparison.Ordinal))
            .Select(member => $"{schema.Key}.{member}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("customs", "trader")]
    [InlineData("customs", "customs-officer")]
    [InlineData("customs", "customs-head")]
    [InlineData("social-protection", "trader")]
    [InlineData("social-protection", "citizen")]
    [InlineData("social-protection", "fund-officer")]
    public async Task Answers_have_every_member_that_is_promised(string service, string persona)
    {
        using var client = await running.Portal.As(persona);
        var document = await Document(service);
        var answered = 0;
        foreach (var (path, operations) in document["paths"]!.AsObject().Where(path => !path.Key.Contains('{', StringComparison.Ordinal)))
        {
            if (operations!["get"]?["responses"]?["200"]?["content"]?["application/json"]?["schema"] is not { } schema)
                continue;
            using var answer = await client.GetAsync(path);
            if (answer.StatusCode != HttpStatusCode.OK)
                continue;
            answered++;
            Missing(document, schema, await answer.Content.ReadFromJsonAsync<JsonNode>(), path).ShouldBeEmpty();
        }

        answered.ShouldBeGreaterThan(2);
    }

    [Theory]
    [InlineData("customs", "findCustomsUsage X-Road-UserId, findCustomsUsage userCode, uploadDocument code, uploadDocument fileName")]
    [InlineData("identity", "")]
    [InlineData("social-protection", "fileReportAsCsv month, findSocialProtectionUsage X-Road-UserId, findSocialProtectionUsage userCode, getPerson purpose, listBenefits purpose, listCertificates purpose, "
        + "listContributions purpose, listCorrections purpose, listEmployment purpose, searchPersons purpose, uploadApplicationDocument code, uploadApplicationDocument fileName")]
    public async Task The_parameters_without_which_a_request_is_refused_are_said_to_be_required(string service, string required)
    {
        var said = (await Operations(service)).SelectMany(operation => (operation.Node["parameters"]?.AsArray() ?? [])
            .Where(parameter => Text(parameter, "in") != "path" && parameter!["required"]?.GetValue<bool>() == true).Select(parameter => $"{Text(operation.Node, "operationId")} {Text(parameter, "name")}"));

        string.Join(", ", said.Order(StringComparer.Ordinal)).ShouldBe(required);
    }

    [Fact]
    public async Task An_id_that_is_no_UUID_is_answered_with_a_code_that_is_said()
    {
        var asked = 0;
        foreach (var service in new[] { "customs", "social-protection" })
        {
            foreach (var (method, path, operation) in (await Operations(service)).Where(operation => operation.Node["parameters"]?.AsArray().Any(parameter => parameter!["schema"]?["format"]?.GetValue<string>() == "uuid") == true))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{id}", "xyz", StringComparison.Ordinal));
                using var answer = await running.Portal.Anonymous.SendAsync(request);

                var problem = await answer.Content.ReadFromJsonAsync<JsonNode>();
                Text(operation["responses"]![$"{(int)answer.StatusCode}"], "description")["Codes: ".Length..].Split(", ").ShouldContain(Text(problem, "code"), path);
                asked++;
            }
        }

        asked.ShouldBe(3);
    }

    private async Task<JsonNode> Document(string service) => (await running.Portal.Anonymous.GetFromJsonAsync<JsonNode>($"/openapi/{service}.json"))!;

    private async Task<IEnumerable<(string Method, string Path, JsonNode Node)>> Operations(string service) =>
        (await Document(service))["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (operation.Key, path.Key, operation.Value!)));

    /// <summary>Places in the value where a member is absent that its schema requires.</summary>
    private static IEnumerable<string> Missing(JsonNode document, JsonNode? schema, JsonNode? value, string place)
    {
        // What may be null is null or this.
        var described = schema?["oneOf"]?[1] ?? schema;
        if (described?["$ref"]?.GetValue<string>() is { } reference)
            described = reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, step) => node?[step]);
        return value switch
        {
            JsonObject members => Required(described).Where(member => !members.ContainsKey(member)).Select(member => $"{place}/{member}")
                .Concat(members.SelectMany(member => Missing(document, described?["properties"]?[member.Key], member.Value, $"{place}/{member.Key}"))),
            JsonArray items => items.SelectMany(item => Missing(document, described?["items"], item, place)),
            _ => [],
        };
    }

    private static IEnumerable<string> Required(JsonNode? schema) => (schema?["required"]?.AsArray() ?? []).Select(member => member!.GetValue<string>());

    private static string Text(JsonNode? node, string name) => node![name]!.GetValue<string>();
}
