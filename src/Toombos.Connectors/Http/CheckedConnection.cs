using System.Net;
using System.Net.Sockets;

namespace Toombos.Connectors.Http;

/// <summary>
/// Resolves a name, leaves out every address that is not public, and connects to exactly the address it checked, so
/// that a second look-up can't slip in another one.
/// </summary>
sealed class CheckedConnection(OutboundAddress addresses, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    public ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct) =>
        ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, ct);

    public async ValueTask<Stream> ConnectAsync(string name, int port, CancellationToken ct)
    {
        var host = OutboundAddress.Trim(name);
        var resolved = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, ct);
        var allowed = addresses.IsAllowedPrivate(host) ? resolved : Array.FindAll(resolved, PublicAddress.Is);
        if (allowed.Length == 0)
            throw resolved.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new AddressNotPublicException();

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>Carries a refusal out of the stack that connects; never seen outside this project.</summary>
sealed class AddressNotPublicException() : Exception("The address is not public.");
