namespace Toombos.Server.Features.Privacy.Exporting;

/// <summary>The ZIP library writes a few bytes of each entry without waiting, which a web server does not allow; they wait here for the next write that does.</summary>
sealed class PatientStream(Stream destination) : Stream
{
    readonly MemoryStream _waiting = new();

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => _waiting.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _waiting.Write(buffer);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await HandOnAsync(cancellationToken);
        await destination.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => _waiting.Flush();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await HandOnAsync(cancellationToken);
        await destination.FlushAsync(cancellationToken);
    }

    async Task HandOnAsync(CancellationToken ct)
    {
        if (_waiting.Length == 0) return;
        await destination.WriteAsync(_waiting.GetBuffer().AsMemory(0, (int)_waiting.Length), ct);
        _waiting.SetLength(0);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
}
