using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Files;
using Toombos.Server.Features.Files.Storing;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Publishing;

/// <summary>Hands a draft's pictures to channels, in the shape that each network takes; fetched only when the channel asks.</summary>
sealed class PublishedPictures(ToombosDb db, FittedPictures fitted, FileAddresses addresses)
{
    const string SiteFolder = "pictures/";

    public async Task<IReadOnlyList<DispatchPicture>> OfAsync(DraftContent content, ChannelKind kind, PictureWay way, CancellationToken ct)
    {
        // Where a kind takes none they stay behind, which was said before.
        if (content.Pictures.Count == 0 || way == PictureWay.None) return [];
        var (files, limits, all) = (await FilesAsync(content.Pictures, ct), PictureLimits.Of(kind, content.Pictures.Count), new List<DispatchPicture>());
        foreach (var picture in content.Pictures)
        {
            var file = files.GetValueOrDefault(picture.FileId);
            all.Add(Of(picture, file, limits) with { Address = file is null || way == PictureWay.Sent ? null : await addresses.FittedAsync(file, kind.Kind, ct) });
        }
        return all;
    }

    /// <summary>Pictures of pages on a site of our own by their paths, and those paths by file. What was removed from the library is not drawn.</summary>
    public async Task<(IReadOnlyDictionary<string, DispatchPicture> Pictures, IReadOnlyDictionary<Guid, string> Paths)> OfSiteAsync(IReadOnlyList<DraftPicture> all, CancellationToken ct)
    {
        var (pictures, paths) = (new Dictionary<string, DispatchPicture>(StringComparer.Ordinal), new Dictionary<Guid, string>());
        var limits = PictureLimits.Of(ChannelKinds.Find("web")!, 1);
        foreach (var (id, file) in await FilesAsync(all, ct))
        {
            // The name is known before the picture is drawn, so the format is too.
            var png = file.ContentType == "image/png";
            var picture = Of(all.First(p => p.FileId == id), file, limits with { Formats = [png ? PictureFormat.Png : PictureFormat.Jpeg] });
            paths[id] = $"{SiteFolder}{picture.Key}{(png ? ".png" : ".jpg")}";
            pictures[paths[id]] = picture;
        }
        return (pictures, paths);
    }

    /// <summary>Addresses that stay, for letters.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> AddressesAsync(DraftContent content, CancellationToken ct)
    {
        var found = new Dictionary<Guid, string>();
        foreach (var (id, file) in await FilesAsync(content.Pictures, ct)) found[id] = (await addresses.ShowAsync(file, ct)).Address;
        return found;
    }

    /// <summary>As programs are told of them, without those that were removed.</summary>
    public async Task<IReadOnlyList<MessagePicture>> ListAsync(DraftContent content, CancellationToken ct)
    {
        var (files, all) = (await FilesAsync(content.Pictures, ct), new List<MessagePicture>());
        foreach (var picture in content.Pictures)
            if (files.TryGetValue(picture.FileId, out var file)) all.Add(new((await addresses.ShowAsync(file, ct)).Address, picture.AltText ?? "", file.ContentType, file.Size, file.Width, file.Height));
        return all;
    }

    /// <summary>Whoever reads it must still see its pictures next year. Saved by the caller.</summary>
    public async Task MakePublicAsync(DraftContent content, CancellationToken ct)
    {
        var ids = content.Pictures.Select(p => p.FileId).ToList();
        foreach (var file in await db.Files.Where(f => ids.Contains(f.Id) && !f.Public).ToListAsync(ct)) file.Public = true;
    }

    async Task<Dictionary<Guid, StoredFile>> FilesAsync(IReadOnlyList<DraftPicture> pictures, CancellationToken ct) =>
        pictures.Count == 0 ? [] : await db.FilesOfAsync(pictures.Select(p => p.FileId), ct);

    DispatchPicture Of(DraftPicture picture, StoredFile? file, PictureLimits limits) =>
        new(file is null ? "gone" : limits.KeyOf(file), picture.AltText ?? "", async ct =>
        {
            try
            {
                return await fitted.GetAsync(picture.FileId, limits, ct) is { } fit ? (new LoadedPicture(fit.Bytes, fit.ContentType, fit.Width, fit.Height), null)
                    : (null, new ChannelAnswer.Rejected(ChannelProblem.Media, $"The picture '{picture.Name}' is no longer in the media library. Take it out of the draft, or choose another one."));
            }
            catch (FileStoreException)
            {
                return (null, new ChannelAnswer.TryLater(ChannelProblem.Transient, "The pictures can't be fetched from their store just now."));
            }
        });
}
