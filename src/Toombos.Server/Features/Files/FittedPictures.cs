using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Files.Storing;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Files;

/// <summary>Fetches stored pictures in the shape that a network takes.</summary>
public sealed class FittedPictures(ToombosDb db, FileStores stores, PictureFitter fitter)
{
    /// <summary>Null where the file was removed. Throws <see cref="FileStoreException"/> where its store is away.</summary>
    public async Task<Picture?> GetAsync(Guid id, PictureLimits limits, CancellationToken ct)
    {
        if (await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, ct) is not { } file) return null;
        return await stores.At(file.Place).OpenAsync(file.Location, ct) is { } content ? await fitter.FitAsync(content, file, limits, ct) : null;
    }
}
