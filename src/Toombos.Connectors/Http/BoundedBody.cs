namespace Toombos.Connectors.Http;

/// <summary>Reads a stream that may be endless, or a decompression bomb, no further than a limit.</summary>
static class BoundedBody
{
    /// <summary>Null when there is more than <paramref name="limit"/> bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, int limit, CancellationToken ct)
    {
        var buffer = new byte[Math.Min(limit + 1, 16 * 1024)];
        var filled = 0;
        while (await stream.ReadAsync(buffer.AsMemory(filled), ct) is > 0 and var read)
        {
            filled += read;
            if (filled > limit) return null;
            if (filled == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(limit + 1L, buffer.Length * 2L));
        }
        return buffer.AsMemory(0, filled);
    }

    /// <summary>What comes of the first <paramref name="most"/> bytes, also when the rest never does.</summary>
    public static async Task<ReadOnlyMemory<byte>> BeginningAsync(Stream stream, int most, CancellationToken ct)
    {
        var buffer = new byte[most];
        var filled = 0;
        try
        {
            while (filled < most && await stream.ReadAsync(buffer.AsMemory(filled), ct) is > 0 and var read) filled += read;
        }
        catch (Exception cut) when (cut is IOException or InvalidDataException or OperationCanceledException)
        {
            return buffer.AsMemory(0, filled);
        }
        return buffer.AsMemory(0, filled);
    }
}
