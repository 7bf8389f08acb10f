using System.Net;
using System.Net.Sockets;

namespace Portal.TestSupport;

/// <summary>An address that swallows packets and refuses nothing, as that of a host which is gone.</summary>
public sealed class SilentHost : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> unanswered = [];

    private SilentHost() { }

    /// <summary>Where it does not answer.</summary>
    public IPEndPoint Address => (IPEndPoint)listener.LocalEndpoint;

    /// <summary>Where nobody accepts and the queue is full, the system drops what asks for a connection.</summary>
    public static async Task<SilentHost> Start()
    {
        var host = new SilentHost();
        host.listener.Start(0);
        for (var isFull = false; !isFull;)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            host.unanswered.Add(socket);
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            try
            {
                await socket.ConnectAsync(host.Address, soon.Token);
            }
            catch (OperationCanceledException)
            {
                isFull = true;
            }
        }

        return host;
    }

    /// <summary>Lets the address go.</summary>
    public void Dispose()
    {
        unanswered.ForEach(socket => socket.Dispose());
        listener.Dispose();
    }
}
