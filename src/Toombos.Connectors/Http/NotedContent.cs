using System.Net;
using System.Net.Http.Headers;

namespace Toombos.Connectors.Http;

/// <summary>A body that notes when it begins to leave: from then on the receiver may have it.</summary>
sealed class NotedContent : HttpContent
{
    readonly ReadOnlyMemory<byte> _body;

    public NotedContent(ReadOnlyMemory<byte> body, string type)
    {
        _body = body;
        Headers.ContentType = MediaTypeHeaderValue.Parse(type);
    }

    public bool Left { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Left = true;
        await stream.WriteAsync(_body, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
