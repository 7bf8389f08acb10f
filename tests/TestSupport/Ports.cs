using System.Net;
using System.Net.Sockets;

namespace Portal.TestSupport;

/// <summary>Where a program of a test may listen.</summary>
public static class Ports
{
    /// <summary>A port nobody listens on, below those that systems give to outgoing connections: none of those takes it before the program does.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; another one, then.
            }
        }
    }
}
