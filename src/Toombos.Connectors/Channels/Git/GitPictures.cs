using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Git;

/// <summary>A picture that lies in the repository.</summary>
/// <param name="Address">As a page names it.</param>
sealed record PlacedPicture(string Address, string AltText);

/// <summary>
/// Commits the pictures of a page before the page that names them. A file's name says which picture it is, so one that is there already is left as it is, and one whose answer was lost is found the next time.
/// Taking a page down leaves its pictures: others may show them.
/// </summary>
sealed class GitPictures(GitFiles files, GitAccount account)
{
    public async Task<(IReadOnlyList<PlacedPicture> Placed, ChannelAnswer? Failure)> PlaceAsync(string page, Dispatch.Article article, Func<ApiAnswer, ChannelAnswer> refusal, CancellationToken ct)
    {
        var placed = new List<PlacedPicture>(article.Pictures.Count);
        foreach (var picture in article.Pictures)
        {
            var (loaded, missing) = await picture.LoadAsync(ct);
            if (loaded is null) return ([], missing);
            var (path, address) = Of(page, loaded.FileName(picture.Key));
            var (there, _) = await files.ReadAsync(path, ct);
            if (!there.Good && there.Status != 404) return ([], refusal(there));
            if (!there.Good && await files.ChangeAsync(path, $"Add a picture of {article.Title}", loaded.Bytes.ToArray(), null, ct) is { Good: false } refused) return ([], PictureUpload.Harmless(refusal(refused)));
            placed.Add(new(address, picture.AltText));
        }
        return (placed, null);
    }

    /// <summary>In the site's own folder for them, or in one beside the page.</summary>
    (string Path, string Address) Of(string page, string name)
    {
        if (account.PicturesFolder?.Trim('/') is { Length: > 0 } folder) return ($"{folder}/{name}", $"{(account.PicturesAddress ?? "/" + folder).TrimEnd('/')}/{name}");
        return ($"{page[..(page.LastIndexOf('/') + 1)]}pictures/{name}", $"pictures/{name}");
    }
}
