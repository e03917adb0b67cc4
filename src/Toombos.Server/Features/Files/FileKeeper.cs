using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Server.Features.Files.Storing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Files;

/// <summary>Keeps a picture: looked at, written anew, stored under a name that says nothing. The one way in which files come to be.</summary>
public sealed class FileKeeper(ToombosDb db, PictureWriter writer, FileStores stores, IOptions<FilesOptions> options, Tenant tenant, Outbound outbound, TimeProvider clock)
{
    /// <param name="once">A public file with the same content is meant where there is one.</param>
    /// <exception cref="DomainRuleException">It is too large, no picture, or the workspace is full.</exception>
    public async Task<StoredFile> KeepAsync(byte[] upload, string name, bool isPublic, bool once, CancellationToken ct)
    {
        if (upload.Length > options.Value.MaxBytes) throw TooLarge();
        var picture = await writer.WriteAsync(upload, ct);
        var hash = Convert.ToHexStringLower(SHA256.HashData(picture.Bytes));
        if (once && await db.Files.FirstOrDefaultAsync(f => f.Hash == hash && f.Public, ct) is { } same) return same;
        if (await db.Files.SumAsync(f => f.Size, ct) + picture.Bytes.Length > options.Value.WorkspaceMegabytes * 1_000_000L)
            throw new DomainRuleException("quota.files", $"The workspace keeps {options.Value.WorkspaceMegabytes} MB of files, which is the most. Remove some, then upload again.", StatusCodes.Status402PaymentRequired);

        var row = new StoredFile
        {
            Name = UploadFile.NameOf(name), ContentType = picture.ContentType, Size = picture.Bytes.Length, Width = picture.Width, Height = picture.Height,
            Hash = hash, Public = isPublic, Place = stores.PlaceFor(outbound), Location = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), CreatedAt = clock.GetUtcNow(), CreatedBy = tenant.Actor,
        };
        // Should we die between storing the bytes and the row, the sweep finds them by this.
        var lost = new DiscardedFile { Place = row.Place, Location = row.Location, After = clock.GetUtcNow().AddHours(1) };
        db.DiscardedFiles.Add(lost);
        await db.SaveChangesAsync(ct);
        try
        {
            await stores.At(row.Place).PutAsync(row.Location, picture.Bytes, row.ContentType, ct);
        }
        catch (FileStoreException)
        {
            throw new DomainRuleException("file.store-away", "The file could not be stored just now. Try again in a minute.", StatusCodes.Status503ServiceUnavailable);
        }
        db.DiscardedFiles.Remove(lost);
        db.Files.Add(row);
        await db.SaveChangesAsync(ct);
        return row;
    }

    public DomainRuleException TooLarge() =>
        new("file.too-large", $"The file is larger than {options.Value.MaxBytes / 1024.0 / 1024:0.#} MB, which is the most. Make it smaller.", StatusCodes.Status413PayloadTooLarge);
}
