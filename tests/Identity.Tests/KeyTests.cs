using System.Net;
using Portal.TestSupport;

namespace Portal.Identity.Tests;

public sealed class KeyTests
{
    private static readonly Dictionary<string, string?> Settings = new() { ["Portal:PublicUrl"] = "http://portal.example" };

    [Fact]
    public async Task A_token_outlives_a_restart()
    {
        string token, folder;
        await using (var portal = await PortalUnderTest.Start(settings: Settings))
            (token, folder) = (await portal.Token("trader"), portal.Folder);

        await using var again = await PortalUnderTest.Start(folder: folder, settings: Settings);

        (await again.Anonymous.AccountWith(token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Only_the_owner_may_read_the_private_keys()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using var portal = await PortalUnderTest.Start(modules: [new IdentityModule()]);

        var keys = Directory.GetFiles(Path.Combine(portal.Folder, "keys"), "*.pem");

        keys.Length.ShouldBe(2);
        keys.ShouldAllBe(key => new FileInfo(key).UnixFileMode == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }
}
