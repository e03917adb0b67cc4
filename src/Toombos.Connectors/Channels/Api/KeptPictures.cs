namespace Toombos.Connectors.Channels.Api;

/// <summary>
/// Uploads the pictures of a post. What the service calls each is kept, so that whoever goes on does not upload it again, and forgotten where the service no
/// longer knows it.
/// </summary>
sealed class KeptPictures(IDispatchMemory memory)
{
    /// <param name="upload">Uploads one; what the service calls it, or why it did not take it.</param>
    public async Task<(IReadOnlyList<string>? Names, ChannelAnswer? Failure)> UploadAsync(
        IReadOnlyList<DispatchPicture> pictures, Func<DispatchPicture, LoadedPicture, Task<(string? Name, ChannelAnswer? Failure)>> upload, CancellationToken ct)
    {
        var names = new List<string>(pictures.Count);
        foreach (var picture in pictures)
        {
            if (memory.Recall(NameOf(picture)) is not { } name)
            {
                var (loaded, missing) = await picture.LoadAsync(ct);
                if (loaded is null) return (null, missing);
                var (given, failure) = await upload(picture, loaded);
                if (given is null) return (null, PictureUpload.Harmless(failure!));
                await memory.KeepAsync(NameOf(picture), name = given, ct);
            }
            names.Add(name);
        }
        return (names, null);
    }

    public async Task ForgetAsync(IReadOnlyList<DispatchPicture> pictures, CancellationToken ct)
    {
        foreach (var picture in pictures) await memory.KeepAsync(NameOf(picture), null, ct);
    }

    static string NameOf(DispatchPicture picture) => "media-" + picture.Key;
}
