using System.Globalization;
using System.Text.RegularExpressions;
using Portal.TestSupport;

namespace Portal.Architecture.Tests;

/// <summary>What the tools that read them say of the compose file and the manifests.</summary>
public sealed class ManifestTests
{
    /// <summary>How check.sh ends where npm's registry cannot be reached.</summary>
    private const int Unreachable = 69;

    [Fact]
    public async Task The_compose_file_needs_nothing_that_its_example_does_not_name()
    {
        Assert.SkipUnless(Tool.Installed("docker-compose"), "Needs docker-compose (Debian: apt-get install --no-install-recommends docker-compose).");
        var chosen = Path.Combine(TemporaryFolder.New(), ".env");
        await File.WriteAllLinesAsync(chosen, Repository.Read(".env.example").Split('\n').Select(line => line.EndsWith('=') ? $"{line}chosen" : line));

        var (code, said) = await Tool.Run("docker-compose", "--env-file", chosen, "config", "--quiet");

        code.ShouldBe(0, said);
    }

    [Fact]
    public async Task The_manifests_keep_to_the_schemas_of_Kubernetes()
    {
        Assert.SkipUnless(await KubectlMinor() >= 30 && Tool.Installed("npm"), "Needs kubectl from 1.30 on, and npm.");

        var (code, said) = await Tool.Run("bash", "infra/kubernetes/check.sh");

        Assert.SkipWhen(code == Unreachable, "npm's registry cannot be reached.");
        code.ShouldBe(0, said);
    }

    /// <summary>32 of version 1.32; 0 where there is none.</summary>
    private static async Task<int> KubectlMinor()
    {
        if (!Tool.Installed("kubectl"))
            return 0;
        var (_, said) = await Tool.Run("kubectl", "version", "--client", "-o", "json");
        return int.TryParse(Regex.Match(said, "\"minor\": *\"([0-9]+)").Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var minor) ? minor : 0;
    }
}
