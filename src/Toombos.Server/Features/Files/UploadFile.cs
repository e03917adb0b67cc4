using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Wire = Toombos.Client.Files.StoredFile;

namespace Toombos.Server.Features.Files;

/// <summary>Takes a picture in.</summary>
static class UploadFile
{
    const int LongestName = 200;

    public static async Task<Created<Wire>> Handle(IFormFile file, [FromForm(Name = "public")] bool? isPublic, FileKeeper keeper, FileAddresses addresses, IOptions<FilesOptions> options, CancellationToken ct)
    {
        if (file.Length > options.Value.MaxBytes) throw keeper.TooLarge();
        var upload = new byte[file.Length];
        await using (var stream = file.OpenReadStream()) await stream.ReadExactlyAsync(upload, ct);
        var row = await keeper.KeepAsync(upload, file.FileName, isPublic == true, once: false, ct);
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
