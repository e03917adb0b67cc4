using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>The safe way out, which may reach this machine.</summary>
sealed class LoopbackHttp : IHttpClientFactory, IDisposable
{
    readonly OutboundHttpOptions options = new() { AllowedPrivateHosts = { "127.0.0.1", "localhost", PageHost } };
    readonly List<SocketsHttpHandler> handlers = [];

    public ApiLine Line(OutboundGate gate) => new(Http(gate));

    public LinkCards Cards(OutboundGate gate) => new(Http(gate), TimeProvider.System);

    OutboundHttp Http(OutboundGate gate) => new(this, Options.Create(options), TimeProvider.System, gate);

    public HttpClient CreateClient(string name)
    {
        var handler = OutboundHttp.CreateHandler(options, ResolveAsync);
        handlers.Add(handler);
        return new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>A name for pages on this machine that texts take for a link.</summary>
    public const string PageHost = "page.harbour.org";

    /// <summary>No other name leads anywhere, so that no test depends on what is out there.</summary>
    static Task<IPAddress[]> ResolveAsync(string host, CancellationToken ct) =>
        host is PageHost or "localhost" ? Task.FromResult<IPAddress[]>([IPAddress.Loopback]) : throw new SocketException((int)SocketError.HostNotFound);

    public void Dispose() => handlers.ForEach(h => h.Dispose());
}
