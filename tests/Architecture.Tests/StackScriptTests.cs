using Portal.TestSupport;

namespace Portal.Architecture.Tests;

/// <summary>What <c>infra/stack</c> refuses before it starts anything.</summary>
public sealed class StackScriptTests
{
    [Theory]
    [InlineData("customs=0")]
    [InlineData("customs=01")]
    [InlineData("customs=")]
    [InlineData("nobody=1")]
    public async Task Replicas_are_of_a_service_and_at_least_one(string replicas)
    {
        var folder = Path.Combine(TemporaryFolder.New(), "stack");

        (await Stack("up", "--no-build", "--replicas", replicas, "--dir", folder)).Code.ShouldBe(1);

        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_that_is_a_link_is_not_believed()
    {
        var link = Path.Combine(TemporaryFolder.New(), "stack");
        Directory.CreateSymbolicLink(link, TemporaryFolder.New());

        var (code, said) = await Stack("status", "--dir", link);

        code.ShouldBe(1);
        said.ShouldContain("is a link");
    }

    [Fact]
    public async Task A_folder_of_somebody_else_is_not_believed()
    {
        var foreign = "/usr";
        if (Environment.IsPrivilegedProcess)
        {
            foreign = TemporaryFolder.New();
            (await Tool.Run("chown", "nobody", foreign)).Code.ShouldBe(0);
        }

        var (code, said) = await Stack("status", "--dir", foreign);

        code.ShouldBe(1);
        said.ShouldContain("not yours");
    }

    private static Task<(int Code, string Said)> Stack(params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The script is for Debian.");
        return Tool.Run(Path.Combine(Repository.Root, "infra", "stack"), arguments);
    }
}
