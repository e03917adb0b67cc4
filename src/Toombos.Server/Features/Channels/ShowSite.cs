using Microsoft.AspNetCore.StaticFiles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Toombos.Connectors.Channels.Site;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Channels;

/// <summary>
/// Shows the live release of a site to anybody. What stands in it came from documents, so it is shut in: no script runs and it
/// counts as another site than the dashboard at the same address.
/// </summary>
static class ShowSite
{
    const string ShutIn = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' https: data:; font-src 'self'; base-uri 'none'; form-action 'none'";
    const string NotFound = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Not found</title></head><body><h1>Not found</h1><p>There is no page at this address.</p></body></html>";

    static readonly FileExtensionContentTypeProvider Types = new();

    public static async Task<IResult> Handle(Guid channelId, string? path, HttpContext context, ToombosDb db, SiteFolders sites, CancellationToken ct)
    {
        var headers = context.Response.Headers;
        (headers.ContentSecurityPolicy, headers.CacheControl, headers["Cross-Origin-Resource-Policy"]) = (ShutIn, "public, max-age=60", "cross-origin");
        var site = await db.Channels.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking()
            .Where(c => c.Id == channelId && c.Kind == "site").Select(c => new { c.WorkspaceId }).FirstOrDefaultAsync(ct);
        if (site is null || new SiteReleases(sites.Of(site.WorkspaceId, channelId)).Live is not { } live) return Missing();
        var asked = path ?? "";
        var isFolder = asked.Length == 0 || asked.EndsWith('/');
        var file = isFolder ? asked + "index.html" : asked;
        if (!SitePath.IsSafe(file)) return Missing();
        // Links on a page are relative to its folder, which browsers know by the slash at the end.
        if (isFolder ? !context.Request.Path.Value!.EndsWith('/') : Directory.Exists(Path.Combine(live, file)) && File.Exists(Path.Combine(live, file, "index.html")))
            return TypedResults.LocalRedirect($"/sites/{channelId}/{string.Concat(asked.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(s => Uri.EscapeDataString(s) + "/"))}", permanent: true);
        // A page may be asked for without its ending, as at most hosts of static sites.
        if (!isFolder && Path.GetExtension(file).Length == 0 && SitePath.IsSafe(file + ".html") && File.Exists(Path.Combine(live, file + ".html"))) file += ".html";
        if (Open(Path.Combine(live, file)) is { } content)
            return TypedResults.Stream(content, TypeOf(file), entityTag: new EntityTagHeaderValue($"\"{Path.GetFileName(live)}\""));
        return Open(Path.Combine(live, "404.html")) is { } own ? new StatusStream(own) : Missing();
    }

    static Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult Missing() => TypedResults.Content(NotFound, "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound);

    /// <summary>Null where there is none, also when its release was taken away in this moment.</summary>
    static FileStream? Open(string file)
    {
        try
        {
            return File.Exists(file) ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 64 * 1024, FileOptions.Asynchronous) : null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    static string TypeOf(string file) => !Types.TryGetContentType(file, out var type) ? "application/octet-stream"
        : type.StartsWith("text/", StringComparison.Ordinal) || type is "application/xml" or "application/json" ? type + "; charset=utf-8" : type;

    /// <summary>The site's own page for what is not there.</summary>
    sealed class StatusStream(FileStream page) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await using var stream = page;
            (httpContext.Response.StatusCode, httpContext.Response.ContentType) = (StatusCodes.Status404NotFound, "text/html; charset=utf-8");
            await stream.CopyToAsync(httpContext.Response.Body, httpContext.RequestAborted);
        }
    }
}
