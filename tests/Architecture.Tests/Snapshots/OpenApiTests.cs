using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Portal.Architecture.Tests.Snapshots;

/// <summary>Clients are generated from these documents.</summary>
public sealed partial class OpenApiTests(RunningPortal running)
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };
    private static readonly string[] Countries = ["az", "af"];

    public static TheoryData<string> Services => [.. Repository.Modules.Select(module => module.Name)];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_document_is_as_it_was_agreed(string service) => Snapshot.Match($"openapi/{service}.json", (await Document(service)).ToJsonString(Pretty));

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_operation_says_what_it_does_and_has_a_name(string service)
    {
        var operations = await Operations(service);

        operations.ShouldNotBeEmpty();
        operations.Where(operation => operation.Node["summary"] is null && operation.Node["description"] is null).Select(operation => operation.Name).ShouldBeEmpty();
        operations.Where(operation => operation.Node["operationId"] is null).Select(operation => operation.Name).ShouldBeEmpty();
        operations.Select(operation => operation.Node["operationId"]!.GetValue<string>()).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_operation_lists_its_error_codes(string service)
    {
        foreach (var (name, operation) in await Operations(service))
        {
            var errors = operation["responses"]!.AsObject().Where(response => response.Key[0] is '4' or '5').ToList();
            errors.ShouldContain(error => error.Key[0] == '4', name);
            errors.ShouldAllBe(error => Codes().IsMatch(error.Value!["description"]!.GetValue<string>()), name);
            errors.ShouldAllBe(error => error.Value!["content"]!["application/problem+json"] != null, name);
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_request_body_has_an_example_from_each_country(string service)
    {
        foreach (var (name, operation) in await Operations(service))
        {
            foreach (var (type, media) in operation["requestBody"]?["content"]?.AsObject() ?? [])
            {
                if (type is "application/json" or "application/x-www-form-urlencoded")
                    Countries.Except(media!["examples"]?.AsObject().Select(example => example.Key) ?? []).ShouldBeEmpty($"{name}, {type}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_reference_within_a_document_leads_somewhere(string service)
    {
        var document = await Document(service);
        foreach (var reference in References().Matches(document.ToJsonString()).Select(match => match.Groups[1].Value).Distinct())
            reference.Split('/').Aggregate((JsonNode?)document, (node, step) => node?[step]).ShouldNotBeNull(reference);
    }

    private async Task<JsonNode> Document(string service) => JsonNode.Parse(await running.Portal.Anonymous.GetStringAsync($"/openapi/{service}.json"))!;

    private async Task<IReadOnlyList<(string Name, JsonNode Node)>> Operations(string service) =>
        [.. (await Document(service))["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Where(operation => operation.Key is "get" or "post" or "put" or "patch" or "delete").Select(operation => ($"{operation.Key} {path.Key}", operation.Value!)))];

    [GeneratedRegex("^Codes: [a-z0-9-]+(, [a-z0-9-]+)*$")]
    private static partial Regex Codes();

    [GeneratedRegex("\"\\$ref\":\"#/([^\"]+)\"")]
    private static partial Regex References();
}
