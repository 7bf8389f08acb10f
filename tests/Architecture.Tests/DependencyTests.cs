using System.Reflection;
using System.Xml.Linq;

namespace Portal.Architecture.Tests;

public sealed class DependencyTests
{
    private static readonly string[] Shared = ["Portal.Contracts", "Portal.ServiceDefaults"];

    [Fact]
    public void There_are_services_to_look_at() => Repository.Services.ShouldContain("Customs");

    [Fact]
    public void No_service_references_the_project_of_another() => Repository.Services
        .SelectMany(service => References(service).Select(reference => (service, reference)))
        .Where(pair => !Shared.Contains($"Portal.{pair.reference}"))
        .ShouldBeEmpty();

    [Fact]
    public void No_service_assembly_references_that_of_another() => Repository.ServiceAssemblies
        .SelectMany(assembly => PortalReferences(assembly).Select(reference => (assembly.GetName().Name, reference)))
        .Where(pair => !Shared.Contains(pair.reference))
        .ShouldBeEmpty();

    [Fact]
    public void The_shared_frame_knows_no_service() => PortalReferences(Repository.Load("ServiceDefaults")).Except(Shared).ShouldBeEmpty();

    [Fact]
    public void The_gateway_knows_no_service_but_by_address() => PortalReferences(Repository.Load("Gateway")).ShouldBe(["Portal.ServiceDefaults"]);

    [Fact]
    public void The_messages_reference_nothing_but_the_framework()
    {
        Repository.Load("Contracts").GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "netstandard").ShouldBeEmpty();
        Project("Contracts").Descendants().Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference").ShouldBeEmpty();
    }

    private static IEnumerable<string> References(string service) => Project(service).Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

    private static XDocument Project(string service) => XDocument.Parse(Repository.Read("services", service, $"{service}.csproj"));

    private static IEnumerable<string> PortalReferences(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(reference => reference.Name!).Where(name => name.StartsWith("Portal.", StringComparison.Ordinal));
}
