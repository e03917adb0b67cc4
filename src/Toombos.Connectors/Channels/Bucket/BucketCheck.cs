using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Bucket;

/// <summary>Looks whether a site could be put into a folder: what the key may do there, by doing it to an object that nobody else uses, and whether the public address answers.</summary>
static class BucketCheck
{
    const string TestPath = ".toombos-check";
    static readonly ObjectHead Head = new("text/plain", "no-store");

    public static async Task<IReadOnlyList<CheckedPoint>> RunAsync(BucketStore store, BucketAccount account, CancellationToken ct)
    {
        var points = new List<CheckedPoint>();
        var listed = await store.ListAsync(ct);
        if (!Note(listed, listed.Good, "Bucket", $"The bucket {account.Bucket} can be listed.")) return points;
        var read = await store.GetAsync(BucketManifest.Path, ct);
        if (!Note(read, read.Good || read.Status == 404, "Read", "The key may read.")) return points;
        var live = read.Good ? BucketManifest.Read(read.Answered!.Body) : null;
        if (live is not null && live.Channel != account.Id) points.Add(new(false, "Folder", "Another channel has put its site here. Choose another folder.", ChannelProblem.Duplicate));

        var put = await store.PutAsync(TestPath, "Toombos"u8.ToArray(), Head, null, ct);
        if (!Note(put, put.Good, "Write", "The key may write.")) return points;
        var again = await store.PutAsync(TestPath, "Toombos"u8.ToArray(), Head, BucketStore.Nothing, ct);
        Note(again, again.Good || again.Status == 412, "Conditions", again.Good ? "The store does not heed conditions, so let nobody but this channel write here." : "The store heeds conditions, by which writers take turns.");
        var deleted = await store.DeleteAsync(TestPath, ct);
        Note(deleted, deleted.Good, "Delete", "The key may delete.");
        points.Add(Shown(await store.LookAsync(ct), account, live?.Site is not null));
        return points;

        bool Note(ApiAnswer answer, bool good, string name, string sentence)
        {
            points.Add(good ? new(true, name, sentence) : CheckedPoints.Bad(name, BucketRefusal.Of(answer, account)));
            return good;
        }
    }

    /// <summary>Before the first publication there is nothing to be shown, and any answer is one.</summary>
    static CheckedPoint Shown(ApiAnswer answer, BucketAccount account, bool live) => answer switch
    {
        { Failure: { } failure } => CheckedPoints.Bad("Public address", failure),
        { Good: true } => new(true, "Public address", $"{account.Address} answers."),
        _ when !live => new(true, "Public address", $"{account.Address} answers with status {answer.Status}. Nothing is published yet."),
        _ => new(false, "Public address", $"{account.Address} answers with status {answer.Status}, though a site is there. Let everybody read the bucket, and name index.html as its index document.", ChannelProblem.Permission),
    };
}
