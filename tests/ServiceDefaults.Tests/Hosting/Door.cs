using System.Net;
using System.Net.Sockets;
using Portal.TestSupport;

namespace Portal.ServiceDefaults.Tests.Hosting;

/// <summary>A port where nobody listens until it is opened. Then it leads to a server on this machine.</summary>
internal sealed class Door(int server) : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, Ports.Free());

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Open()
    {
        listener.Start();
        _ = LetIn();
    }

    public void Dispose() => listener.Dispose();

    private async Task LetIn()
    {
        try
        {
            while (true)
                _ = Lead(await listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // The door is closed.
        }
    }

    private async Task Lead(TcpClient visitor)
    {
        using var host = new TcpClient();
        using (visitor)
        {
            await host.ConnectAsync(IPAddress.Loopback, server);
            await Task.WhenAny(visitor.GetStream().CopyToAsync(host.GetStream()), host.GetStream().CopyToAsync(visitor.GetStream()));
        }
    }
}
