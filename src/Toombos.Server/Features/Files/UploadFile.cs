using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Server.Features.Files.Storing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Files.StoredFile;

namespace Toombos.Server.Features.Files;

/// <summary>Takes a picture in: looked at, written anew, stored under a name that says nothing.</summary>
static class UploadFile
{
    const int LongestName = 200;

    public static async Task<Created<Wire>> Handle(
        IFormFile file, [FromForm(Name = "public")] bool? isPublic, ToombosDb db, PictureWriter writer, FileStores stores, FileAddresses addresses, IOptions<FilesOptions> options, Tenant tenant, Outbound outbound, TimeProvider clock, CancellationToken ct)
    {
        var asked = options.Value;
        if (file.Length > asked.MaxBytes)
            throw new DomainRuleException("file.too-large", $"The file is larger than {asked.MaxBytes / 1024.0 / 1024:0.#} MB, which is the most. Make it smaller.", StatusCodes.Status413PayloadTooLarge);
        var upload = new byte[file.Length];
        await using (var stream = file.OpenReadStream()) await stream.ReadExactlyAsync(upload, ct);
        var picture = await writer.WriteAsync(upload, ct);
        if (await db.Files.SumAsync(f => f.Size, ct) + picture.Bytes.Length > asked.WorkspaceMegabytes * 1_000_000L)
            throw new DomainRuleException("quota.files", $"The workspace keeps {asked.WorkspaceMegabytes} MB of files, which is the most. Remove some, then upload again.", StatusCodes.Status402PaymentRequired);

        var row = new StoredFile
        {
            Name = NameOf(file.FileName), ContentType = picture.ContentType, Size = picture.Bytes.Length, Width = picture.Width, Height = picture.Height,
            Hash = Convert.ToHexStringLower(SHA256.HashData(picture.Bytes)), Public = isPublic == true, Place = stores.PlaceFor(outbound),
            Location = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)), CreatedAt = clock.GetUtcNow(), CreatedBy = tenant.Actor,
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
        return TypedResults.Created($"/v1/files/{row.Id}", await addresses.ShowAsync(row, ct));
    }

    /// <summary>The last part of whatever the sender called it, without what controls or hides.</summary>
    internal static string NameOf(string given)
    {
        var name = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) continue;
            if (clean.Length + rune.Utf16SequenceLength > LongestName) break;
            clean.Append(rune.ToString());
        }
        return clean.ToString().Trim() is { Length: > 0 } left ? left : "picture";
    }
}
