using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Files.Storing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Files;

/// <summary>
/// The bytes of a file, for anyone who holds a signed address. A wrong signature, a past date, an unknown file: one answer for all.
/// Caches may keep it until the address expires; the content behind an id never changes.
/// </summary>
static class GetContent
{
    static readonly TimeSpan LongestKept = TimeSpan.FromDays(365);

    public static async Task<IResult> Handle(Guid id, long? expires, string? signature, bool? small, string? fit, HttpContext context, ToombosDb db, FileAddresses addresses, FileStores stores, PictureFitter fitter, CancellationToken ct)
    {
        if (await addresses.CheckAsync(id, expires ?? 0, signature ?? "", ct) is not { } left) throw Gone();
        var file = await db.Files.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, ct) ?? throw Gone();
        // It was public once: what was published then no longer works.
        if (!file.Public && left > FileAddresses.Longest) throw Gone();
        Stream content;
        try
        {
            content = await stores.At(file.Place).OpenAsync(file.Location, ct) ?? throw Gone();
        }
        catch (FileStoreException)
        {
            throw new DomainRuleException("file.store-away", "The file can't be fetched just now. Try again in a minute.", StatusCodes.Status503ServiceUnavailable);
        }
        var (type, tag) = (file.ContentType, file.Hash);
        var limits = small == true ? PictureLimits.Thumbnail : fit is null ? null : PictureLimits.Of(ChannelKinds.Find(fit) ?? throw Gone(), 1);
        if (limits is not null)
        {
            var fitted = await fitter.FitAsync(content, file, limits, ct);
            (content, type, tag) = (new MemoryStream(fitted.Bytes), fitted.ContentType, limits.KeyOf(file));
        }
        var headers = context.Response.Headers;
        var seconds = (long)(left < LongestKept ? left : LongestKept).TotalSeconds;
        headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"public, max-age={seconds}, immutable");
        // Mail programs and sites elsewhere show it; whoever opens it alone gets a picture and nothing that runs.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        var disposition = new ContentDispositionHeaderValue("inline");
        disposition.SetHttpFileName(Path.ChangeExtension(file.Name, type[(type.IndexOf('/') + 1)..]));
        headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(content, type, lastModified: file.CreatedAt, entityTag: new EntityTagHeaderValue($"\"{tag}\""));
    }

    static DomainRuleException Gone() =>
        new("file.not-found", "This address is not signed by this server, has expired, or leads to a file that was removed. Fetch the file again for a new one.", StatusCodes.Status404NotFound);
}
