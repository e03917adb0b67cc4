using System.Net;
using System.Net.Http.Headers;

namespace Toombos.Connectors.Http;

/// <summary>A body that notes when it begins to leave: from then on the other side may have it.</summary>
sealed class NotedBody : HttpContent
{
    readonly ReadOnlyMemory<byte> _bytes;

    public NotedBody(ReadOnlyMemory<byte> bytes, string type)
    {
        _bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue(type);
    }

    public bool Left { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Left = true;
        await stream.WriteAsync(_bytes, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
