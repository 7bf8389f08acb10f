using YamlDotNet.RepresentationModel;

namespace Portal.Architecture.Tests;

/// <summary>Kubernetes and the compose file run the same programs with the same settings. Needs no tool and no cluster.</summary>
public sealed class KubernetesTests
{
    private const string Manifests = "infra/kubernetes/base";
    private static readonly YamlNode Compose = Read("docker-compose.yml").Single();
    private static readonly YamlNode Base = Read($"{Manifests}/kustomization.yaml").Single();
    private static readonly YamlNode Common = Read($"{Manifests}/service/deployment.yaml").Single();
    private static readonly Deployed[] Programs =
        [.. Repository.Modules.Select(module => new Deployed(module.Name, module.GetType().Assembly.GetName().Name!)), new("web", "Portal.Web"), new("gateway", "Portal.Gateway")];

    [Fact]
    public void Every_program_is_in_the_base_and_is_the_common_service() =>
        Programs.Where(program => !Texts(Base["resources"]).Contains(program.Name) || !Texts(program.Kustomization["resources"]).Contains("../service"))
            .Select(program => program.Name).ShouldBeEmpty();

    [Fact]
    public void The_common_service_is_scaled_and_protected_and_found()
    {
        var files = Texts(Read($"{Manifests}/service/kustomization.yaml").Single()["resources"]);
        files.SelectMany(file => Read($"{Manifests}/service/{file}")).Select(manifest => $"{manifest["kind"]}").Order(StringComparer.Ordinal)
            .ShouldBe(["Deployment", "HorizontalPodAutoscaler", "PodDisruptionBudget", "Service"]);
    }

    [Fact]
    public void The_common_service_has_probes_and_resources_and_no_rights()
    {
        var container = Container(Common);
        new[] { "startupProbe", "livenessProbe", "readinessProbe" }.Select(probe => $"{container[probe]["httpGet"]["path"]}").ShouldBe(["/health/live", "/health/live", "/health/ready"]);
        Names(container["resources"]["requests"]).ShouldBe(["cpu", "memory"]);
        Names(container["resources"]["limits"]).ShouldContain("memory");
        $"{container["securityContext"]["readOnlyRootFilesystem"]}".ShouldBe("true");
        Texts(container["securityContext"]["capabilities"]["drop"]).ShouldBe(["ALL"]);
        $"{Common["spec"]["template"]["spec"]["securityContext"]["runAsNonRoot"]}".ShouldBe("true");
    }

    [Fact]
    public void Every_program_bears_its_own_name_everywhere() => Programs
        .SelectMany(program => program.Names.Select(name => (program.Name, Borne: name)))
        .Where(found => found.Borne != found.Name).ShouldBeEmpty();

    [Fact]
    public void Every_program_runs_its_own_assembly() => Programs
        .SelectMany(program => new[] { program.Container["args"], program.Composed["command"] }.Select(command => (program.Assembly, Runs: Texts(command).Single())))
        .Where(found => found.Runs != $"{found.Assembly}.dll").ShouldBeEmpty();

    [Fact]
    public void Every_image_is_built_from_the_project_of_its_assembly_and_named_alike() => Programs
        .Where(program => $"{program.Composed["image"]}" != $"portal/{program.Name}:local"
            || !File.Exists(Path.Combine(Repository.Root, $"{program.Composed["build"]["args"]["PROJECT"]}", $"{program.Assembly["Portal.".Length..]}.csproj")))
        .Select(program => program.Name).ShouldBeEmpty();

    /// <summary>Apart from the framework's own settings: only behind an ingress is there somebody to forward for.</summary>
    [Fact]
    public void Every_program_is_told_the_same_settings_as_in_the_compose_file()
    {
        foreach (var program in Programs)
            program.Settings.Where(name => !name.StartsWith("ASPNETCORE_", StringComparison.Ordinal)).ShouldBe(Names(program.Composed["environment"]), ignoreOrder: true, program.Name);
    }

    [Fact]
    public void Every_secret_that_is_used_is_in_the_example()
    {
        var example = Repository.Read("infra", "kubernetes", "overlays", "demonstration", ".env.example").Split('\n').Select(line => line.Split('=')[0]);
        Programs.SelectMany(program => program.Environment).Where(variable => Names(variable).Contains("valueFrom"))
            .Select(variable => $"{variable["valueFrom"]["secretKeyRef"]["key"]}").Except(example).ShouldBeEmpty();
    }

    [Fact]
    public void Every_database_is_made_with_a_role_of_its_own_and_entered_with_it()
    {
        var services = Programs.Where(program => Names(program.Composed["environment"]).Contains($"ConnectionStrings__{program.Name}")).Select(program => (program.Name, Role: program.Name.Replace('-', '_'))).ToList();
        var postgres = Read("infra/kubernetes/overlays/demonstration/postgres.yaml").Single(manifest => $"{manifest["kind"]}" == "StatefulSet");
        foreach (var made in new[] { Names(Compose["services"]["postgres"]["environment"]), Items(Container(postgres)["env"]).Select(variable => $"{variable["name"]}") })
            made.Where(name => name.StartsWith("PORTAL_ROLE_", StringComparison.Ordinal)).ShouldBe(services.Select(service => $"PORTAL_ROLE_{service.Role}"), ignoreOrder: true);

        var example = Repository.Read("infra", "kubernetes", "overlays", "demonstration", ".env.example").Split('\n');
        foreach (var (name, role) in services)
        {
            $"{Compose["services"][name]["environment"][$"ConnectionStrings__{name}"]}".ShouldContain($"Database={role};Username={role};Password=${{{role.ToUpperInvariant()}_PASSWORD:");
            example.ShouldContain(line => line.StartsWith($"{name}=Host=postgres;Database={role};Username={role};Password=@{name}@;", StringComparison.Ordinal), name);
        }
    }

    [Fact]
    public void Redis_knows_the_programs_that_are_told_where_it_is_and_no_others()
    {
        var told = Programs.Where(program => program.Settings.Contains("ConnectionStrings__redis")).Select(program => program.Name).ToList();
        var redis = Read("infra/kubernetes/overlays/demonstration/redis.yaml").Single(manifest => $"{manifest["kind"]}" == "StatefulSet");
        foreach (var command in new[] { Texts(Compose["services"]["redis"]["command"]).ToList(), Texts(Container(redis)["args"]).ToList() })
            command.Zip(command.Skip(1)).Where(words => words.First == "--user").Select(words => words.Second).ShouldBe(told, ignoreOrder: true);
    }

    /// <summary>Whoever rewrites a usage log can rewrite its checkpoints too; how far it was sealed is therefore remembered elsewhere.</summary>
    [Fact]
    public void How_far_a_usage_log_is_sealed_is_kept_outside_its_database()
    {
        var sealing = Programs.Where(program => program.Settings.Contains("UsageLog__Key")).ToList();
        sealing.ShouldNotBeEmpty();
        foreach (var program in sealing)
        {
            Texts(program.Composed["volumes"]).ShouldBe([$"{program.Name}-sealed:/data"]);
            $"{program.Container["volumeMounts"][0]["mountPath"]}".ShouldBe("/data");
            Repository.Read("infra", "kubernetes", "base", program.Name, "kustomization.yaml").ShouldContain($"claimName: {program.Name}-sealed }}");
            $"{Read($"{Manifests}/{program.Name}/sealed.yaml").Single()["metadata"]["name"]}".ShouldBe($"{program.Name}-sealed");
        }
    }

    private static IEnumerable<YamlNode> Read(string path) => Parse(Repository.Read(path));

    private static IEnumerable<YamlNode> Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Select(document => document.RootNode);
    }

    private static YamlNode Container(YamlNode deployment) => deployment["spec"]["template"]["spec"]["containers"][0];

    private static IEnumerable<YamlNode> Items(YamlNode list) => ((YamlSequenceNode)list).Children;

    private static IEnumerable<string> Texts(YamlNode list) => Items(list).Select(item => $"{item}");

    /// <summary>The keys of a map, those that it takes over from other maps by &lt;&lt; included.</summary>
    private static IEnumerable<string> Names(YamlNode map) => ((YamlMappingNode)map).Children.SelectMany(entry =>
        $"{entry.Key}" != "<<" ? [$"{entry.Key}"]
        : entry.Value is YamlSequenceNode several ? several.Children.SelectMany(Names)
        : Names(entry.Value));

    /// <summary>One program as its folder in the base and the compose file describe it.</summary>
    private sealed record Deployed(string Name, string Assembly)
    {
        public YamlNode Kustomization { get; } = Read($"{Manifests}/{Name}/kustomization.yaml").Single();

        public YamlNode Composed { get; } = Compose["services"][Name];

        public YamlNode Container => KubernetesTests.Container(Patches.Single(patch => patch is YamlMappingNode));

        /// <summary>Where the folder of the program says how it is called: label, image, resources, and what the autoscaler scales.</summary>
        public IEnumerable<string> Names =>
        [
            $"{Kustomization["labels"][0]["pairs"]["app.kubernetes.io/name"]}",
            $"{Kustomization["images"][0]["newName"]}".Split('/')[^1],
            Renamed("/metadata/name"),
            Renamed("/spec/scaleTargetRef/name"),
        ];

        public IEnumerable<YamlNode> Environment
        {
            get
            {
                var own = Items(Container["env"]);
                return own.Any(variable => KubernetesTests.Names(variable).Contains("$patch")) ? own.Where(variable => !KubernetesTests.Names(variable).Contains("$patch"))
                    : own.Concat(Items(KubernetesTests.Container(Common)["env"]));
            }
        }

        public IEnumerable<string> Settings =>
            [.. Texts(Base["configMapGenerator"][0]["literals"]).Select(literal => literal.Split('=')[0]), .. Environment.Select(variable => $"{variable["name"]}")];

        private IEnumerable<YamlNode> Patches => Items(Kustomization["patches"]).SelectMany(patch => Parse($"{patch["patch"]}"));

        private string Renamed(string path) => $"{Patches.OfType<YamlSequenceNode>().SelectMany(patch => patch.Children).Single(step => $"{step["path"]}" == path)["value"]}";
    }
}
