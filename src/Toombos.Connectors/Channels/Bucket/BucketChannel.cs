using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Channels.Site;

namespace Toombos.Connectors.Channels.Bucket;

/// <summary>Puts a static site into a bucket. The same site put again writes what is missing and nothing else.</summary>
public sealed class BucketChannel(ApiLine line, TimeProvider time) : IChannel
{
    public static Connector Kind { get; } = new()
    {
        Kind = "bucket", Name = "Site in a bucket", Purpose = "Pages, feed and sitemap in a bucket at Amazon S3, Cloudflare R2, MinIO or another store of their kind.", Publishes = Publishes.Site, Takes = ["web"],
        Form = AccountForm.Of<BucketAccount>(), Removes = true, Pictures = PictureWay.Sent, Guide = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html",
    };

    public Connector About => Kind;

    /// <summary>
    /// A site in doubt may be there in part, which reading back can't tell from not at all: a page can be seen before anything leads to it. Putting it again ends
    /// with the whole of it however far it was, and asks the manifest first.
    /// </summary>
    public AfterSilence AfterSilence => AfterSilence.SendAgain;

    public Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct)
    {
        var (mine, site) = (Of(account), dispatch as Dispatch.Site ?? throw new ArgumentException("A site takes sites.", nameof(dispatch)));
        if (SitePath.FirstWrong([.. BucketObjects.Of(site).Keys]) is { } wrong)
            return Task.FromResult<ChannelAnswer>(new ChannelAnswer.Rejected(ChannelProblem.Content, $"The site holds the path '{AnswerText.Of(wrong)}', which leaves its folder or stands twice. Change the name of that page."));
        return new BucketWriting(StoreOf(mine), mine, site, dispatch.Key).RunAsync(ct);
    }

    public Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct) =>
        Task.FromResult<ReadBack>(new ReadBack.CannotTell("A site may be there in part. Putting it again is safe: it ends with the whole of it."));

    public Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct) => BucketCheck.RunAsync(StoreOf(Of(account)), Of(account), ct);

    BucketStore StoreOf(BucketAccount account) => new(line, time, account);

    static BucketAccount Of(ChannelAccount account) => account as BucketAccount ?? throw new ArgumentException("This is no bucket.", nameof(account));
}
