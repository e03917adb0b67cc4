namespace Toombos.Server.Features.Privacy.Exporting;

/// <summary>What the archive has written and the answer has not got yet. The archive writes in a blocking way when an entry ends, which an answer does not allow.</summary>
sealed class ZipBuffer : MemoryStream
{
    /// <summary>Keeps the archive from going back to what is long gone.</summary>
    public override bool CanSeek => false;

    public async Task DrainAsync(Stream destination, CancellationToken ct)
    {
        await destination.WriteAsync(GetBuffer().AsMemory(0, (int)Length), ct);
        SetLength(0);
    }
}
