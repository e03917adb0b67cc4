using System.Text;
using System.Text.Json;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Bucket;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Static sites in a bucket: whole in the end, whatever happens on the way, and never over what is not ours.</summary>
public sealed class BucketChannelTests : ChannelContract, IAsyncLifetime
{
    const string Manifest = "news/.toombos-site.json";

    readonly LoopbackHttp http = new();
    readonly Guid channel = Guid.NewGuid();
    BucketSink? sink;

    BucketSink Sink => sink!;

    public async ValueTask InitializeAsync()
    {
        sink = await ServiceSink.StartAsync<BucketSink>();
        Sink.Secret = Secret;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Sink.DisposeAsync();
    }

    internal override IChannel Channel(OutboundGate gate) => new BucketChannel(http.Line(gate), TimeProvider.System);

    protected override ChannelAccount Account => Mine;

    BucketAccount Mine => new() { Id = channel, Endpoint = Sink.Address, Region = BucketSink.Region, Bucket = BucketSink.Bucket, Folder = "news", AccessKey = BucketSink.AccessKey, SecretKey = Secret, Address = Sink.Address + "/public" };

    protected override Dispatch Dispatch(string key) => Site(key, ("index.html", "home"), ($"{key}.html", $"post {key} 👋"));

    static Dispatch.Site Site(string key, params (string Path, string Text)[] files) => new(files.ToDictionary(f => f.Path, f => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f.Text)), $"{key}.html") { Key = key };

    protected override int Arrived(string key) => Sink.Objects.Keys.Count(k => k == $"news/{key}.html");

    protected override int Touched => Sink.Taken.Count;

    protected override bool LoseAnswers(bool lose)
    {
        Sink.Lose = request => lose && request.Writes && request.Path.EndsWith("one.html", StringComparison.Ordinal);
        return true;
    }

    protected override void RefuseLoudly() => Sink.RefuseLoudly();

    Task<ChannelAnswer> SendAsync(Dispatch.Site site, CancellationToken? ct = null) => Channel(OutboundGate.Open).SendAsync(Account, site, Memory, ct ?? Ct);

    async Task DeliverAsync(Dispatch.Site site) => Assert.True(await SendAsync(site) is ChannelAnswer.Delivered { Confirmed: true } sent && sent.Reference is not null);

    /// <summary>Keys of the calls that changed something, since so many calls.</summary>
    List<string> Written(int since = 0) => [.. Sink.Taken.Skip(since).Where(r => r.Writes).Select(r => $"{r.Method} {r.Path[$"/{BucketSink.Bucket}/".Length..]}")];

    string? Text(string path) => Sink.Objects.GetValueOrDefault("news/" + path)?.Text;

    JsonElement Kept => JsonDocument.Parse(Sink.Objects[Manifest].Bytes).RootElement;

    [Fact]
    public async Task Pictures_come_before_pages_and_pages_before_what_leads_to_them()
    {
        await DeliverAsync(Site("one", ("feed.xml", "<feed/>"), ("index.html", "home"), ("one.html", "page")) with { Pictures = new Dictionary<string, DispatchPicture> { ["pictures/red.png"] = TestPictures.Two()[0] } });
        var written = Written();
        Assert.Equal(("PUT " + Manifest, "PUT news/pictures/red.png", "PUT " + Manifest), (written[0], written[1], written[^1]));
        Assert.Equal(["PUT news/one", "PUT news/one.html"], written[2..4].Order(StringComparer.Ordinal));
        Assert.Equal(["PUT news/feed.xml", "PUT news/index.html"], written[4..6].Order(StringComparer.Ordinal));
        Assert.Equal(7, written.Count);

        Assert.Equal(TestPictures.Red, Sink.Objects["news/pictures/red.png"].Bytes);
        Assert.Equal(("image/png", "public, max-age=31536000, immutable"), (Sink.Objects["news/pictures/red.png"].ContentType, Sink.Objects["news/pictures/red.png"].CacheControl));
        // Its address has no ending, and the store has only keys.
        foreach (var page in new[] { "news/one", "news/one.html" }) Assert.Equal(("text/html; charset=utf-8", "public, max-age=60", "page"), (Sink.Objects[page].ContentType, Sink.Objects[page].CacheControl, Sink.Objects[page].Text));
        Assert.Equal("application/xml; charset=utf-8", Sink.Objects["news/feed.xml"].ContentType);
    }

    [Fact]
    public async Task Only_what_changed_is_written_and_what_is_gone_is_deleted()
    {
        var picture = TestPictures.Two()[0];
        Dispatch.Site With(DispatchPicture shown, params (string, string)[] files) => Site("one", files) with { Pictures = new Dictionary<string, DispatchPicture> { ["pictures/red.png"] = shown } };
        await DeliverAsync(With(picture, ("index.html", "1"), ("a.html", "a"), ("b.html", "b")));
        Sink.Put("news/own.css", "mine");
        var before = Sink.Taken.Count;
        await DeliverAsync(With(picture, ("index.html", "1"), ("a.html", "a"), ("b.html", "b")));
        Assert.Equal(before + 1, Sink.Taken.Count);

        // A picture that is there is not fetched from the library again.
        await DeliverAsync(With(picture with { LoadAsync = TestPictures.Gone.LoadAsync }, ("index.html", "2"), ("a.html", "a")));
        Assert.Equal(["PUT " + Manifest, "PUT news/index.html"], Written(before)[..2]);
        Assert.Equal(["DELETE news/b", "DELETE news/b.html"], Written(before)[2..4].Order(StringComparer.Ordinal));
        Assert.Equal(("2", "a", null, null, "mine"), (Text("index.html"), Text("a"), Text("b"), Text("b.html"), Text("own.css")));
        Assert.Equal(["a", "a.html", "index.html", "pictures/red.png"], Kept.GetProperty("files").EnumerateObject().Select(f => f.Name));
    }

    [Fact]
    public async Task What_is_not_from_Toombos_is_never_replaced_unless_it_is_the_same()
    {
        Sink.Put("news/index.html", "their own front page");
        var refused = Assert.IsType<ChannelAnswer.Rejected>(await SendAsync(Site("one", ("index.html", "home"), ("one.html", "page"))));
        Assert.Equal(ChannelProblem.Duplicate, refused.Problem);
        Assert.Contains("'news/index.html' is in the bucket already", refused.Sentence, StringComparison.Ordinal);
        Assert.Empty(Written());

        Sink.Put("news/index.html", "home");
        await DeliverAsync(Site("one", ("index.html", "home"), ("one.html", "page")));
        Assert.Equal("text/html; charset=utf-8", Sink.Objects["news/index.html"].ContentType);
    }

    [Fact]
    public async Task Another_channels_site_and_a_manifest_that_somebody_wrote_are_left_alone()
    {
        await DeliverAsync(Site("one", ("index.html", "home")));
        var before = Sink.Taken.Count;
        var other = Mine with { Id = Guid.NewGuid() };
        Assert.Contains("Another channel", Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(other, Site("two", ("index.html", "theirs")), Memory, Ct)).Sentence, StringComparison.Ordinal);
        Assert.Contains("Another channel", Assert.Single(await Channel(OutboundGate.Open).CheckAsync(other, Ct), p => !p.Good).Sentence, StringComparison.Ordinal);
        Sink.Put(Manifest, "notes");
        Assert.Contains("can't be read", Assert.IsType<ChannelAnswer.Rejected>(await SendAsync(Site("two", ("index.html", "theirs")))).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(Written(before), w => !w.EndsWith(".toombos-check", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whichever_answer_is_lost_the_same_site_again_ends_whole()
    {
        await DeliverAsync(Site("zero", ("index.html", "0"), ("old.html", "old")));
        var lost = 0;
        for (var number = 1; number <= 8; number++)
        {
            var (at, count, site) = (number, 0, Site($"lost-{number}", ("index.html", $"{number}"), ($"page-{number}.html", "page"), ("kept.html", "kept")));
            Sink.Lose = request => request.Writes && Interlocked.Increment(ref count) == at;
            if (await SendAsync(site) is not ChannelAnswer.Delivered)
            {
                lost++;
                await DeliverAsync(site);
            }
            AssertWhole(site);
        }
        Assert.InRange(lost, 6, 8);
    }

    [Fact]
    public async Task Whenever_the_process_dies_the_next_ends_whole_also_with_another_text()
    {
        await DeliverAsync(Site("zero", ("index.html", "0"), ("old.html", "old")));
        for (var number = 1; number <= 7; number++)
        {
            var (at, count) = (number, 0);
            using var death = new CancellationTokenSource();
            Sink.Lose = request =>
            {
                if (request.Writes && Interlocked.Increment(ref count) == at) death.Cancel();
                return false;
            };
            var dying = Record.ExceptionAsync(() => SendAsync(Site($"dies-{at}", ("index.html", $"{at}"), ($"page-{at}.html", "page")), death.Token));
            Assert.True(await dying is null or OperationCanceledException && death.IsCancellationRequested);
            var drawnAnew = Site($"dies-{number}", ("index.html", $"{number}, in another color"), ($"page-{number}.html", "page, in another color"));
            await DeliverAsync(drawnAnew);
            AssertWhole(drawnAnew);
        }
    }

    /// <summary>The folder shows the site and nothing else.</summary>
    void AssertWhole(Dispatch.Site site)
    {
        Assert.Equal(site.Files.Keys.SelectMany(path => path is "index.html" ? [path] : new[] { path, path[..^5] }).Append(".toombos-site.json").Order(StringComparer.Ordinal), Sink.Objects.Keys.Select(k => k["news/".Length..]).Order(StringComparer.Ordinal));
        foreach (var (path, bytes) in site.Files) Assert.Equal(Encoding.UTF8.GetString(bytes.Span), Text(path));
    }

    [Fact]
    public async Task Writers_take_turns_and_one_that_died_is_not_waited_for_long()
    {
        var (one, two) = (Site("one", ("index.html", "1")), Site("two", ("index.html", "2")));
        Sink.Lose = request => request.Writes && request.Path.EndsWith("index.html", StringComparison.Ordinal);
        Assert.IsType<ChannelAnswer.Unclear>(await SendAsync(one));
        Sink.Lose = _ => false;
        var later = Assert.IsType<ChannelAnswer.TryLater>(await SendAsync(two));
        Assert.InRange(later.After!.Value, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(3));
        Sink.Objects[Manifest] = Sink.Objects[Manifest] with { Modified = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(4) };
        await DeliverAsync(two);
        Assert.Equal("2", Text("index.html"));
    }

    [Fact]
    public async Task Who_comes_between_is_not_overwritten_and_who_was_overtaken_looks_again()
    {
        await DeliverAsync(Site("zero", ("index.html", "0")));
        var raced = false;
        Sink.Instead = request =>
        {
            if (request.Writes && !raced) Sink.Objects[Manifest] = Sink.Objects[Manifest] with { Bytes = Encoding.UTF8.GetBytes($"{{\"channel\":\"{channel}\",\"site\":\"theirs\",\"files\":{{\"index.html\":\"x\"}}}}") };
            raced |= request.Writes;
            return null;
        };
        Assert.Equal(ChannelProblem.Transient, Assert.IsType<ChannelAnswer.TryLater>(await SendAsync(Site("one", ("index.html", "1")))).Problem);
        Assert.Equal("0", Text("index.html"));
        await DeliverAsync(Site("one", ("index.html", "1")));
        Assert.Equal("1", Text("index.html"));
    }

    [Fact]
    public async Task A_refusal_in_the_middle_says_that_a_part_is_there_and_stands_in_nobodys_way()
    {
        Sink.Instead = request => request.Writes && request.Path.EndsWith("index.html", StringComparison.Ordinal) ? BucketSink.Error(403, "AccessDenied") : null;
        Assert.EndsWith("Part of the site is there already.", Assert.IsType<ChannelAnswer.Rejected>(await SendAsync(Site("one", ("index.html", "1"), ("one.html", "page")))).Sentence, StringComparison.Ordinal);
        Sink.Instead = _ => null;
        await DeliverAsync(Site("two", ("index.html", "2"), ("one.html", "other page")));
        Assert.Equal(("2", "other page"), (Text("index.html"), Text("one")));
    }

    [Fact]
    public async Task A_picture_that_is_gone_stops_the_site_before_any_page()
    {
        var refused = Assert.IsType<ChannelAnswer.Rejected>(await SendAsync(Site("one", ("index.html", "1")) with { Pictures = new Dictionary<string, DispatchPicture> { ["pictures/gone.png"] = TestPictures.Gone } }));
        Assert.Equal((ChannelProblem.Media, "It is gone."), (refused.Problem, refused.Sentence));
        Assert.Null(Text("index.html"));
    }

    [Fact]
    public async Task A_large_site_is_written_in_batches_that_stay_when_it_breaks_off()
    {
        var site = Site("one", [("index.html", "home"), .. Enumerable.Range(0, 100).Select(i => ($"page-{i:D3}.html", $"{i}"))]);
        var pages = 0;
        Sink.Instead = request => request.Writes && request.Path.Contains("page-", StringComparison.Ordinal) && ++pages > 150 ? BucketSink.Error(503, "SlowDown") : null;
        Assert.Equal(ChannelProblem.Rate, Assert.IsType<ChannelAnswer.TryLater>(await SendAsync(site)).Problem);
        (Sink.Instead, var before) = (_ => null, Sink.Taken.Count);
        await DeliverAsync(site);
        Assert.Equal(80, Written(before).Count(w => w.Contains("page-", StringComparison.Ordinal)));
        AssertWhole(site);
    }

    [Theory]
    [InlineData("../evil.html"), InlineData("a//b.html"), InlineData(".htaccess"), InlineData("pictures.html")]
    public async Task A_path_that_leaves_the_folder_or_stands_in_the_way_of_another_is_refused(string path)
    {
        var site = Site("one", ("index.html", "x"), (path, "evil")) with { Pictures = new Dictionary<string, DispatchPicture> { ["pictures/red.png"] = TestPictures.Two()[0] } };
        Assert.Equal(ChannelProblem.Content, Assert.IsType<ChannelAnswer.Rejected>(await SendAsync(site)).Problem);
        Assert.Equal(0, Touched);
    }

    [Theory]
    [InlineData(403, "InvalidAccessKeyId", ChannelProblem.Auth, "does not know this access key")]
    [InlineData(403, "SignatureDoesNotMatch", ChannelProblem.Auth, "does not know this access key")]
    [InlineData(401, "Unauthorized", ChannelProblem.Auth, "does not know this access key")]
    [InlineData(403, "AccessDenied", ChannelProblem.Permission, "Give it the right to list the bucket")]
    [InlineData(404, "NoSuchBucket", ChannelProblem.Permission, "There is no bucket harbour there")]
    [InlineData(301, "PermanentRedirect", ChannelProblem.Permission, "in another region than eu-north-1")]
    [InlineData(400, "AuthorizationHeaderMalformed", ChannelProblem.Permission, "is in the region eu-west-3", "<Region>eu-west-3</Region>")]
    [InlineData(507, "XMinioStorageFull", ChannelProblem.Quota, "no room left")]
    [InlineData(501, "NotImplemented", ChannelProblem.Version, "conditional writes")]
    public async Task A_refusal_says_what_to_do(int status, string code, ChannelProblem problem, string sentence, string more = "")
    {
        Sink.Instead = _ => BucketSink.Error(status, code, more);
        var refused = Assert.IsType<ChannelAnswer.Rejected>(await SendAsync(Site("one", ("index.html", "x"))));
        Assert.Equal(problem, refused.Problem);
        Assert.Contains(sentence, refused.Sentence, StringComparison.Ordinal);
        Assert.Contains(sentence, Assert.Single(await Channel(OutboundGate.Open).CheckAsync(Account, Ct)).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "SlowDown", ChannelProblem.Rate)]
    [InlineData(500, "InternalError", ChannelProblem.Transient)]
    public async Task A_busy_store_is_asked_again_when_it_says(int status, string code, ChannelProblem problem)
    {
        Sink.Instead = _ => BucketSink.Error(status, code) with { Headers = [("Retry-After", "17")] };
        var later = Assert.IsType<ChannelAnswer.TryLater>(await SendAsync(Site("one", ("index.html", "x"))));
        Assert.Equal((problem, TimeSpan.FromSeconds(17)), (later.Problem, later.After));
    }

    [Fact]
    public async Task Keys_regions_and_clocks_that_are_wrong_are_told_by_the_signature()
    {
        async Task<ChannelAnswer> AsAsync(BucketAccount account) => await Channel(OutboundGate.Open).SendAsync(account, Site("one", ("index.html", "x")), Memory, Ct);
        Assert.Equal(ChannelProblem.Auth, Assert.IsType<ChannelAnswer.Rejected>(await AsAsync(Mine with { SecretKey = "another" })).Problem);
        Assert.Contains("region eu-north-1", Assert.IsType<ChannelAnswer.Rejected>(await AsAsync(Mine with { Region = "us-east-1" })).Sentence, StringComparison.Ordinal);
        Assert.Contains("no bucket quay", Assert.IsType<ChannelAnswer.Rejected>(await AsAsync(Mine with { Bucket = "quay" })).Sentence, StringComparison.Ordinal);
        Sink.Now = () => TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(20);
        Assert.Contains("clocks", Assert.IsType<ChannelAnswer.TryLater>(await AsAsync(Mine)).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_tries_out_what_the_key_may_do_and_leaves_nothing_behind()
    {
        string[] all = ["Bucket", "Read", "Write", "Conditions", "Delete", "Public address"];
        var points = await Channel(OutboundGate.Open).CheckAsync(Account, Ct);
        Assert.Equal(all, points.Select(p => p.Name));
        Assert.Contains("Nothing is published yet", points[^1].Sentence, StringComparison.Ordinal);
        Assert.Empty(Sink.Objects);

        await DeliverAsync(Site("one", ("index.html", "x")));
        Assert.EndsWith("/public answers.", (await Channel(OutboundGate.Open).CheckAsync(Account, Ct))[^1].Sentence, StringComparison.Ordinal);
        Assert.Contains("status 404, though a site is there", Assert.Single(await Channel(OutboundGate.Open).CheckAsync(Mine with { Address = Sink.Address + "/public/elsewhere" }, Ct), p => !p.Good).Sentence, StringComparison.Ordinal);

        Sink.Instead = request => request.Method == "DELETE" ? BucketSink.Error(403, "AccessDenied") : null;
        Assert.Equal("Delete", Assert.Single(await Channel(OutboundGate.Open).CheckAsync(Account, Ct), p => !p.Good).Name);
        (Sink.Instead, Sink.HeedsConditions) = (_ => null, false);
        Assert.Contains("does not heed conditions", (await Channel(OutboundGate.Open).CheckAsync(Account, Ct)).Single(p => p.Name == "Conditions").Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "eu-north-1", "harbour", null, "https://harbour.s3.eu-north-1.amazonaws.com/", "")]
    [InlineData(null, "cn-north-1", "harbour", "a/b/", "https://harbour.s3.cn-north-1.amazonaws.com.cn/", "a/b/")]
    [InlineData(null, "us-east-1", "news.harbour.org", "a", "https://s3.us-east-1.amazonaws.com/news.harbour.org/", "a/")]
    [InlineData("https://account.r2.cloudflarestorage.com/", "auto", "harbour", "a", "https://account.r2.cloudflarestorage.com/harbour/", "a/")]
    public void Amazon_knows_a_bucket_by_its_host_and_other_stores_by_the_path(string? endpoint, string region, string bucket, string? folder, string address, string prefix)
    {
        var account = new BucketAccount { Endpoint = endpoint, Region = region, Bucket = bucket, Folder = folder };
        Assert.Equal((address, prefix), (account.Base, account.Prefix));
    }
}
