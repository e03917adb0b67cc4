using Microsoft.EntityFrameworkCore;
using Toombos.Client.Writing;
using Toombos.Server.Features.Files;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Writing;

/// <summary>Knows the files behind a draft's pictures.</summary>
public sealed class DraftPictures(ToombosDb db, FileAddresses addresses)
{
    /// <summary>What the files say of themselves becomes part of the text, so that an approval covers it: a change of the file changes no version.</summary>
    public async Task<DraftContent> FillAsync(DraftContent content, CancellationToken ct)
    {
        if (content.Pictures.Count == 0) return content;
        var files = await db.FilesOfAsync(content.Pictures.Select(p => p.FileId), ct);
        return content with { Pictures = [.. content.Pictures.Select(p => Fill(p, files.GetValueOrDefault(p.FileId)))] };
    }

    public async Task<IReadOnlyList<ShownPicture>> ShowAsync(DraftContent content, CancellationToken ct)
    {
        if (content.Pictures.Count == 0) return [];
        var files = await db.FilesOfAsync(content.Pictures.Select(p => p.FileId), ct);
        var shown = new List<ShownPicture>();
        foreach (var picture in content.Pictures)
        {
            if (!files.TryGetValue(picture.FileId, out var file)) continue;
            var wire = await addresses.ShowAsync(file, ct);
            shown.Add(new(file.Id, wire.Address, wire.Thumbnail, picture.AltText, file.Width, file.Height));
        }
        return shown;
    }

    static DraftPicture Fill(DraftPicture picture, StoredFile? file)
    {
        var said = picture.AltText?.Trim() is { Length: > 0 } own ? own : file?.AltText;
        return file is null ? picture with { AltText = said, Width = 0, Height = 0 } : picture with { AltText = said, Name = file.Name, Width = file.Width, Height = file.Height };
    }
}
