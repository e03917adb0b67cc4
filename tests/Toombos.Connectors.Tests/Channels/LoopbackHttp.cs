using System.Net;
using Microsoft.Extensions.Options;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>The safe way out, which may reach this machine.</summary>
sealed class LoopbackHttp : IHttpClientFactory, IDisposable
{
    readonly OutboundHttpOptions options = new() { AllowedPrivateHosts = { "127.0.0.1" } };
    readonly List<SocketsHttpHandler> handlers = [];

    public ApiLine Line(OutboundGate gate) => new(new OutboundHttp(this, Options.Create(options), TimeProvider.System, gate));

    public HttpClient CreateClient(string name)
    {
        var handler = OutboundHttp.CreateHandler(options, Dns.GetHostAddressesAsync);
        handlers.Add(handler);
        return new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Dispose() => handlers.ForEach(h => h.Dispose());
}
