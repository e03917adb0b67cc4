namespace Toombos.Connectors.Channels.Api;

/// <summary>What holds for pictures that are uploaded before they are published.</summary>
static class PictureUpload
{
    /// <summary>A picture that no post shows yet is seen by nobody: where the answer to its upload is lost, it is uploaded again.</summary>
    public static ChannelAnswer Harmless(ChannelAnswer answer) => answer switch
    {
        ChannelAnswer.Rejected { Problem: ChannelProblem.Content } refused => refused with { Problem = ChannelProblem.Media },
        _ => answer.OrLater(),
    };

    /// <summary>All of them, or why one can't be had; none where the first post is begun. Asked before anything is begun, so that a picture that can't be had leaves nothing in doubt.</summary>
    public static async Task<(IReadOnlyList<(DispatchPicture Picture, LoadedPicture Loaded)> All, ChannelAnswer? Failure)> LoadAsync(Dispatch.Posts posts, IDispatchMemory memory, CancellationToken ct)
    {
        var pictures = PostThread.IsNew(memory) ? posts.Pictures : [];
        var all = new List<(DispatchPicture, LoadedPicture)>(pictures.Count);
        foreach (var picture in pictures)
        {
            var (loaded, failure) = await picture.LoadAsync(ct);
            if (loaded is null) return ([], failure);
            all.Add((picture, loaded));
        }
        return (all, null);
    }

    /// <summary>Where a service can fetch it; or why it can't be had.</summary>
    public static async Task<(string? Address, ChannelAnswer? Failure)> AddressOfAsync(DispatchPicture picture, CancellationToken ct) =>
        picture.Address is { } address ? (address, null) : (null, (await picture.LoadAsync(ct)).Failure ?? new ChannelAnswer.Rejected(ChannelProblem.Media, "A picture has no address from which it can be fetched."));
}
