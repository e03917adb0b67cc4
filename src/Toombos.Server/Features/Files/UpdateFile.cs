using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Files;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Files.StoredFile;

namespace Toombos.Server.Features.Files;

/// <summary>Changes what is said of a file. Its content never changes.</summary>
static class UpdateFile
{
    public static async Task<Ok<Wire>> Handle(Guid id, UpdateFileRequest request, ToombosDb db, FileAddresses addresses, CancellationToken ct)
    {
        var file = await db.Files.FirstOrDefaultAsync(f => f.Id == id, ct) ?? throw Missing.Of("file");
        if (request.Name is { } name) file.Name = UploadFile.NameOf(name);
        if (request.AltText is { } words) file.AltText = words.Trim() is { Length: > 0 } said ? said : null;
        if (request.FocusX is { } x) file.FocusX = x;
        if (request.FocusY is { } y) file.FocusY = y;
        if (request.Public is { } stays) file.Public = stays;
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await addresses.ShowAsync(file, ct));
    }
}
