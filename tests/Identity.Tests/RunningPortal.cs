using Portal.AllInOne;
using Portal.Identity.Tests;
using Portal.TestSupport;

[assembly: AssemblyFixture(typeof(RunningPortal))]

namespace Portal.Identity.Tests;

/// <summary>One portal for all tests that change nothing of it, with an echo among its services.</summary>
public sealed class RunningPortal : IAsyncLifetime
{
    public PortalUnderTest Portal { get; private set; } = null!;

    public HttpClient Client => Portal.Anonymous;

    public Uri Address => Portal.Anonymous.BaseAddress!;

    public async ValueTask InitializeAsync() => Portal = await PortalUnderTest.Start(modules: [.. EmbeddedPortal.Modules, new EchoModule()]);

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
