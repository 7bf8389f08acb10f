using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Portal.AllInOne;

namespace Portal.Architecture.Tests;

/// <summary>A service that is forgotten in one of the places that list them would be there on a laptop and missing in production.</summary>
public sealed class CompositionTests
{
    private static IEnumerable<string> Names => Repository.Modules.Select(module => module.Name).Order(StringComparer.Ordinal);

    [Fact]
    public void Every_service_folder_has_a_program_and_a_module_named_after_it() => Repository.Services
        .SelectMany(service => new[] { $"services/{service}/Program.cs", $"services/{service}/{service}Module.cs" })
        .Where(file => !File.Exists(Path.Combine(Repository.Root, file)))
        .ShouldBeEmpty();

    [Fact]
    public void Every_service_has_one_module() => Repository.Modules.Select(module => module.GetType().Name).Order(StringComparer.Ordinal)
        .ShouldBe(Repository.Services.Select(service => $"{service}Module"));

    [Fact]
    public void Every_module_runs_in_the_embedded_portal() => EmbeddedPortal.Modules.Select(module => module.GetType().Name)
        .ShouldBe(Repository.Modules.Select(module => module.GetType().Name), ignoreOrder: true);

    [Fact]
    public void Every_module_and_the_pages_have_an_address_in_the_gateway() =>
        JsonNode.Parse(Repository.Read("gateway", "appsettings.json"))!["Services"]!.AsObject().Select(service => service.Key).Order(StringComparer.Ordinal).ShouldBe(Names.Append("web"));

    [Fact]
    public void Every_module_is_a_service_of_the_compose_file() => Names.Except(ComposeServices()).ShouldBeEmpty();

    [Fact]
    public void Module_names_are_lower_kebab_and_unique()
    {
        Names.ShouldBeUnique();
        Names.ShouldAllBe(name => Regex.IsMatch(name, "^[a-z]+(-[a-z]+)*$"));
    }

    private static IEnumerable<string> ComposeServices()
    {
        var lines = Repository.Read("docker-compose.yml").Split('\n');
        return lines.SkipWhile(line => line.TrimEnd() != "services:").Skip(1).TakeWhile(line => line.Length == 0 || line[0] is ' ' or '#' or '\r')
            .Select(line => Regex.Match(line, "^  ([a-z][a-z0-9-]*):")).Where(match => match.Success).Select(match => match.Groups[1].Value);
    }
}
