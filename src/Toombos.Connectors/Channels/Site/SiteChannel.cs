using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Site;

/// <summary>Puts a whole static site in place of the one before it. What is live can be read, so nothing stays unclear.</summary>
public sealed class SiteChannel(OutboundGate gate, TimeProvider time) : IChannel
{
    public static Connector Kind { get; } = new()
    {
        Kind = "site", Name = "Site", Purpose = "Pages, feed and sitemap that Toombos shows.", Publishes = Publishes.Site, Takes = ["web"], Form = AccountForm.Of<SiteAccount>(), Removes = true, Pictures = PictureWay.Sent,
    };

    public Connector About => Kind;
    public AfterSilence AfterSilence => AfterSilence.ReadBack;

    public async Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct)
    {
        var (releases, site) = (Of(account), Of(dispatch));
        ct.ThrowIfCancellationRequested();
        if (gate.Refusal is { } closed) return new ChannelAnswer.Rejected(ChannelProblem.Permission, closed.Sentence);
        if (SitePath.FirstWrong([.. site.Files.Keys, .. site.Pictures.Keys]) is { } wrong)
            return new ChannelAnswer.Rejected(ChannelProblem.Content, $"The site holds the path '{AnswerText.Of(wrong)}', which leaves its folder or stands twice. Change the name of that page.");
        var hash = HashOf(site);
        try
        {
            using var turn = await releases.LockAsync(time, ct);
            if (!releases.IsLive(hash))
            {
                var files = new Dictionary<string, ReadOnlyMemory<byte>>(site.Files, StringComparer.Ordinal);
                var kept = site.Pictures.Keys.Where(releases.Holds).ToList();
                foreach (var (path, picture) in site.Pictures)
                {
                    if (kept.Contains(path)) continue;
                    var (loaded, missing) = await picture.LoadAsync(ct);
                    if (loaded is null) return missing!;
                    files[path] = loaded.Bytes;
                }
                await releases.SwitchAsync(files, kept, hash, ct);
            }
            return new ChannelAnswer.Delivered(Confirmed: true, hash);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return releases.IsLive(hash) ? new ChannelAnswer.Delivered(Confirmed: true, hash)
                : failure is UnauthorizedAccessException ? new ChannelAnswer.Rejected(ChannelProblem.Permission, "The folder of the site can't be written. Ask the operator to give the server the right to.")
                : IsFull(failure) ? new ChannelAnswer.TryLater(ChannelProblem.Quota, "The disk is full. Ask the operator to make room.")
                : new ChannelAnswer.TryLater(ChannelProblem.Transient, "The folder of the site could not be written. Ask the operator to look at the disk.");
        }
    }

    /// <summary>The very site, or at least the page as it should be.</summary>
    public async Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct)
    {
        var (releases, site) = (Of(account), Of(dispatch));
        ct.ThrowIfCancellationRequested();
        try
        {
            var hash = HashOf(site);
            if (releases.IsLive(hash)) return new ReadBack.Found(hash);
            if (site.Page is not { } page || !SitePath.IsSafe(page) || !site.Files.TryGetValue(page, out var wanted) || releases.Live is not { } live) return new ReadBack.Absent();
            var file = new FileInfo(Path.Combine(live, page));
            return file.Exists && file.Length == wanted.Length && (await File.ReadAllBytesAsync(file.FullName, ct)).AsSpan().SequenceEqual(wanted.Span)
                ? new ReadBack.Found(Path.GetFileName(live)[9..]) : new ReadBack.Absent();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new ReadBack.CannotTell("The folder of the site can't be read. Ask the operator to look at the disk.");
        }
    }

    public async Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct)
    {
        var releases = Of(account);
        ct.ThrowIfCancellationRequested();
        if (gate.Refusal is { } closed) return [new(false, "Permission", closed.Sentence)];
        try
        {
            using (await releases.LockAsync(time, ct))
            {
                releases.TryOut();
            }
            return [new(true, "Folder", releases.Live is null ? "The folder can be written. Nothing is published yet." : "The folder can be written, and a site is live.")];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [new(false, "Folder", IsFull(failure) ? "The disk is full. Ask the operator to make room." : "The folder of the site can't be written. Ask the operator to give the server the right to, on a disk that knows links.")];
        }
    }

    /// <summary>The path of a picture says what it shows.</summary>
    static string HashOf(Dispatch.Site site) => SiteReleases.HashOf(site.Files, site.Pictures.Keys);

    static SiteReleases Of(ChannelAccount account) => new((account as SiteAccount ?? throw new ArgumentException("This is no site.", nameof(account))).Folder);

    static Dispatch.Site Of(Dispatch dispatch) => dispatch as Dispatch.Site ?? throw new ArgumentException("A site takes sites.", nameof(dispatch));

    /// <summary>ENOSPC, EDQUOT, and the disk-full codes of Windows.</summary>
    static bool IsFull(Exception failure) => (failure.HResult & 0xFFFF) is 28 or 122 or 112 or 39;
}
