using Portal.Architecture.Tests;
using Portal.TestSupport;

[assembly: AssemblyFixture(typeof(RunningPortal))]

namespace Portal.Architecture.Tests;

/// <summary>One portal, of the default country, for all tests that ask a running one.</summary>
public sealed class RunningPortal : IAsyncLifetime
{
    public PortalUnderTest Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Portal = await PortalUnderTest.Start();

    public ValueTask DisposeAsync() => Portal.DisposeAsync();
}
