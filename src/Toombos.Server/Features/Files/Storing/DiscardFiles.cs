using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Files.Storing;

/// <summary>Removes the bytes that are written down to go. A store that is away is asked again next time.</summary>
public sealed partial class DiscardFiles(ToombosDb db, FileStores stores, TimeProvider clock, ILogger<DiscardFiles> log)
{
    const int Batch = 500;

    /// <returns>How many are gone.</returns>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var (gone, now, seen) = (0, clock.GetUtcNow(), Guid.Empty);
        while (true)
        {
            var rows = await db.DiscardedFiles.AsNoTracking().Where(f => f.After <= now && f.Id > seen).OrderBy(f => f.Id).Take(Batch).ToListAsync(ct);
            foreach (var row in rows)
            {
                if (await TryAsync(row, ct)) gone++;
            }
            if (rows.Count < Batch) return gone;
            seen = rows[^1].Id;
        }
    }

    /// <summary>False when the store would not; the row stays.</summary>
    public async Task<bool> TryAsync(DiscardedFile row, CancellationToken ct)
    {
        try
        {
            await stores.At(row.Place).DeleteAsync(row.Location, ct);
        }
        // Whatever the trouble with one row, those after it go.
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogKept(failure.InnerException?.GetType().Name ?? failure.GetType().Name, row.Id);
            return false;
        }
        await db.DiscardedFiles.Where(f => f.Id == row.Id).ExecuteDeleteAsync(ct);
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "{Failure}: the bytes of discarded file {File} could not be removed; they are tried again")]
    partial void LogKept(string failure, Guid file);
}
