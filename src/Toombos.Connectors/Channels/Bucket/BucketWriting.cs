using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Channels.Site;

namespace Toombos.Connectors.Channels.Bucket;

/// <summary>
/// Makes a folder show a site: what changed is written in the order of its stages, then what is no longer there is deleted. A writer has the folder to itself, because
/// it writes its name into the manifest first, and only on the state that it read.
/// </summary>
sealed class BucketWriting(BucketStore store, BucketAccount account, Dispatch.Site site, string key)
{
    /// <summary>Longer than any writer is let go on.</summary>
    static readonly TimeSpan Turn = TimeSpan.FromMinutes(3);

    const int AtOnce = 6, Batch = 60;
    static readonly ObjectHead Unkept = new("application/json", "no-store");

    readonly Dictionary<string, BucketObject> _wanted = BucketObjects.Of(site);
    readonly string _hash = SiteReleases.HashOf(site.Files, site.Pictures.Keys);
    SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    string _mark = BucketStore.Nothing;
    bool _shown;

    public async Task<ChannelAnswer> RunAsync(CancellationToken ct)
    {
        var read = await store.GetAsync(BucketManifest.Path, ct);
        if (!read.Good && read.Status != 404 || IsNoBucket(read)) return Refusal(read);
        if (read.Good)
        {
            if (BucketManifest.Read(read.Answered!.Body) is not { } manifest)
                return new ChannelAnswer.Rejected(ChannelProblem.Duplicate, $"'{account.Prefix}{BucketManifest.Path}' is in the bucket and can't be read, so nobody knows what there is from Toombos. Empty this folder, or choose another one.");
            if (manifest.Channel != account.Id)
                return new ChannelAnswer.Rejected(ChannelProblem.Duplicate, "Another channel has put its site here. Choose another folder; or empty this one, if that channel is gone.");
            if (manifest.Site == _hash) return Delivered();
            if (manifest.Writer is { } other && other != key && AgeOf(read) is var age && age < Turn)
                return new ChannelAnswer.TryLater(ChannelProblem.Transient, "Another publication is being written to this site.", Turn - age);
            (_files, _mark) = (new(manifest.Files, StringComparer.Ordinal), MarkOf(read));
        }
        if (await EachAsync(_wanted.Values.Where(o => !_files.ContainsKey(o.Path)), RefuseForeignAsync, ct) is { } foreign) return foreign;
        var failure = await WriteAsync(ct);
        if (failure is null) return Delivered();
        // Whoever comes next need not wait for a turn that is over; where nobody knows how it ended, it must.
        if (failure is not ChannelAnswer.Unclear) await KeepAsync(null, null, ct);
        return !_shown ? failure : failure switch
        {
            ChannelAnswer.Rejected refused => refused with { Sentence = refused.Sentence + Partly },
            ChannelAnswer.TryLater later => later with { Sentence = later.Sentence + Partly },
            _ => failure,
        };
    }

    const string Partly = " Part of the site is there already.";

    async Task<ChannelAnswer?> WriteAsync(CancellationToken ct)
    {
        var changed = _wanted.Values.Where(o => _files.GetValueOrDefault(o.Path) != o.Hash).ToList();
        foreach (var one in changed) _files[one.Path] = BucketManifest.Pending;
        if (await KeepAsync(null, key, ct) is { } taken) return taken;
        foreach (var stage in Enum.GetValues<ObjectStage>())
            foreach (var batch in changed.Where(o => o.Stage == stage).Chunk(Batch))
            {
                if (await EachAsync(batch, PutAsync, ct) is { } failed) return failed;
                foreach (var one in batch) _files[one.Path] = one.Hash;
                // So that a large site that takes several turns goes on where it was.
                if (batch.Length == Batch && await KeepAsync(null, key, ct) is { } lost) return lost;
            }
        var gone = _files.Keys.Where(path => !_wanted.ContainsKey(path)).ToList();
        if (await EachAsync(gone, DeleteAsync, ct) is { } left) return left;
        foreach (var path in gone) _files.Remove(path);
        return await KeepAsync(_hash, null, ct);
    }

    /// <summary>What Toombos has not written it does not replace, unless it is the same.</summary>
    async Task<ChannelAnswer?> RefuseForeignAsync(BucketObject wanted, CancellationToken ct)
    {
        var there = await store.GetAsync(wanted.Path, ct);
        if (there.Status == 404) return null;
        if (there.Answered is null || !there.Good) return Refusal(there);
        var (bytes, failure) = await wanted.LoadAsync(ct);
        return failure ?? (there.Answered.Body.Span.SequenceEqual(bytes.Span) ? null
            : new ChannelAnswer.Rejected(ChannelProblem.Duplicate, $"'{account.Prefix}{wanted.Path}' is in the bucket already, and not from Toombos. Move it away, or choose another folder."));
    }

    async Task<ChannelAnswer?> PutAsync(BucketObject one, CancellationToken ct)
    {
        var (bytes, failure) = await one.LoadAsync(ct);
        if (failure is not null) return failure;
        var put = await store.PutAsync(one.Path, bytes, one.Head, null, ct);
        if (put.Good) _shown |= one.Stage != ObjectStage.Picture;
        return put.Good ? null : Refusal(put);
    }

    async Task<ChannelAnswer?> DeleteAsync(string path, CancellationToken ct)
    {
        var deleted = await store.DeleteAsync(path, ct);
        return deleted.Good || deleted.Status == 404 ? null : Refusal(deleted);
    }

    async Task<ChannelAnswer?> KeepAsync(string? whole, string? writer, CancellationToken ct)
    {
        var kept = await store.PutAsync(BucketManifest.Path, new BucketManifest { Channel = account.Id, Site = whole, Writer = writer, Files = _files }.ToJson(), Unkept, _mark, ct);
        if (!kept.Good) return Refusal(kept);
        _mark = MarkOf(kept);
        return null;
    }

    static async Task<ChannelAnswer?> EachAsync<T>(IEnumerable<T> all, Func<T, CancellationToken, Task<ChannelAnswer?>> take, CancellationToken ct)
    {
        ChannelAnswer? failure = null;
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (one, stop) =>
        {
            if (failure is null && await take(one, stop) is { } bad) failure = bad;
        });
        return failure;
    }

    /// <summary>A proxy that packs answers makes the mark a weak one, which no store takes back.</summary>
    static string MarkOf(ApiAnswer answer) => answer.Answered?.Header("ETag") is { } mark ? mark.StartsWith("W/", StringComparison.Ordinal) ? mark[2..] : mark : BucketStore.Nothing;

    /// <summary>By the store's own clock.</summary>
    static TimeSpan AgeOf(ApiAnswer answer) => answer.Answered is { LastModified: { } written, Headers.Date: { } now } ? now - written : Turn;

    /// <summary>Which is another 404 than that of an object.</summary>
    static bool IsNoBucket(ApiAnswer answer) => answer.Status == 404 && answer.Said?.Contains("NoSuchBucket", StringComparison.Ordinal) == true;

    ChannelAnswer.Delivered Delivered() => new(Confirmed: true, _hash);

    ChannelAnswer Refusal(ApiAnswer answer) => BucketRefusal.Of(answer, account);
}
