using Microsoft.Extensions.Options;

namespace Toombos.Server.Features.Files;

/// <summary>Lets few pictures be decoded at a time, whether they come in or go out, off the threads that answer requests.</summary>
public sealed class PictureTurns(IOptions<FilesOptions> options) : IDisposable
{
    readonly SemaphoreSlim _turns = new(options.Value.Decoders);

    public async Task<Picture> RunAsync(Func<Picture> work, CancellationToken ct)
    {
        await _turns.WaitAsync(ct);
        try
        {
            return await Task.Run(work, ct);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();
}
