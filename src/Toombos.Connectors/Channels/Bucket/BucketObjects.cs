namespace Toombos.Connectors.Channels.Bucket;

/// <summary>The order in which objects are written: no page is there before its pictures, and nothing leads to a page before it is there.</summary>
enum ObjectStage { Picture, Page, Front }

/// <summary>One object of a site.</summary>
/// <param name="Hash">Of its bytes; of a picture, whose path says what it shows, of that path.</param>
sealed record BucketObject(string Path, ObjectStage Stage, string Hash, ObjectHead Head, Func<CancellationToken, Task<(ReadOnlyMemory<byte> Bytes, ChannelAnswer? Failure)>> LoadAsync);

/// <summary>Makes of a site the objects that show it at any store: its addresses have no ending, and stores know no endings but those of keys, so each page is there under both names.</summary>
static class BucketObjects
{
    const string Html = ".html", Short = "public, max-age=60", Long = "public, max-age=31536000, immutable";

    static readonly HashSet<string> Fronts = ["index.html", "feed.xml", "sitemap.xml"];

    public static Dictionary<string, BucketObject> Of(Dispatch.Site site)
    {
        var all = new Dictionary<string, BucketObject>(StringComparer.Ordinal);
        foreach (var (path, bytes) in site.Files)
            foreach (var name in NamesOf(path))
                all[name] = new(name, Fronts.Contains(path) ? ObjectStage.Front : ObjectStage.Page, AwsSignature.Hash(bytes.Span), new(TypeOf(path), Short), _ => Task.FromResult<(ReadOnlyMemory<byte>, ChannelAnswer?)>((bytes, null)));
        foreach (var (path, picture) in site.Pictures)
            all[path] = new(path, ObjectStage.Picture, AwsSignature.Hash(System.Text.Encoding.UTF8.GetBytes(path)), new(TypeOf(path), Long), async ct =>
            {
                var (loaded, missing) = await picture.LoadAsync(ct);
                return (loaded?.Bytes ?? default, missing);
            });
        return all;
    }

    static IEnumerable<string> NamesOf(string path)
    {
        yield return path;
        if (path.EndsWith(Html, StringComparison.Ordinal) && !Fronts.Contains(path)) yield return path[..^Html.Length];
    }

    static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        Html => "text/html; charset=utf-8",
        ".xml" => "application/xml; charset=utf-8",
        ".txt" => "text/plain; charset=utf-8",
        ".png" => "image/png",
        ".jpg" => "image/jpeg",
        _ => "application/octet-stream",
    };
}
