using System.Text;
using System.Text.Json;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Bluesky;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Threads on a server of the AT Protocol with its directory of identities.</summary>
public sealed class RealBlueskyTests : RealContract
{
    readonly BlueskySessions sessions = new();
    readonly DateTimeOffset at = TimeProvider.System.GetUtcNow();

    protected override Uri Server => RealServers.Bluesky;

    protected override IChannel Channel() => new BlueskyChannel(Line, sessions, new(Http, TimeProvider.System));

    protected override ChannelAccount Account => Mine;

    BlueskyAccount Mine => new() { Server = Server.Site(), Handle = Server.SignIn().User, AppPassword = Server.SignIn().Password };

    protected override ChannelAccount WithWrongPassword => Mine with { AppPassword = "aaaa-bbbb-cccc-dddd" };

    protected override Dispatch Dispatch(string key) => new Dispatch.Posts(Whole(key), "en-GB", at, AiUse.Human) { Key = key };

    protected override IReadOnlyList<string> Whole(string key) => [$"{key}: Grüße 👋 to @harbour.test, see https://harbour.org/x?a=1 #harbour", $"Second of {key} 👨‍👩‍👧", $"End of {key}"];

    /// <summary>Three posts; signing in is done once for all.</summary>
    protected override int Writes => 3;

    protected override async Task<IReadOnlyList<string>> ReadAsync(string key) => [.. (await RecordsAsync(key)).Select(r => r.Value.GetProperty("text").GetString()!)];

    /// <summary>Of the account's public repository, in the order of their names.</summary>
    async Task<IReadOnlyList<(string Uri, string Cid, JsonElement Value)>> RecordsAsync(string key)
    {
        var (all, cursor) = (new List<(string, string, JsonElement)>(), "");
        do
        {
            var answer = await GetAsync($"{Server.Site()}/xrpc/com.atproto.repo.listRecords?repo=harbour.test&collection=app.bsky.feed.post&limit=100&reverse=true{(cursor.Length > 0 ? "&cursor=" + cursor : "")}");
            var page = JsonDocument.Parse(answer.Body).RootElement;
            all.AddRange(page.GetProperty("records").EnumerateArray().Select(r => (r.GetProperty("uri").GetString()!, r.GetProperty("cid").GetString()!, r.GetProperty("value"))));
            cursor = page.TryGetProperty("cursor", out var next) && page.GetProperty("records").GetArrayLength() == 100 ? next.GetString()! : "";
        }
        while (cursor.Length > 0);
        return [.. all.Where(r => r.Item3.GetProperty("text").GetString()!.Contains(key, StringComparison.Ordinal))];
    }

    async Task<string> RevisionAsync()
    {
        var did = JsonDocument.Parse((await GetAsync($"{Server.Site()}/xrpc/com.atproto.identity.resolveHandle?handle=harbour.test")).Body).RootElement.GetProperty("did").GetString();
        return JsonDocument.Parse((await GetAsync($"{Server.Site()}/xrpc/com.atproto.sync.getLatestCommit?did={did}")).Body).RootElement.GetProperty("rev").GetString()!;
    }

    [Fact]
    public async Task The_server_takes_the_thread_as_one_with_links_tags_and_people_at_their_bytes()
    {
        var key = $"thread-{Run}";
        var there = Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(key, new()));
        var records = await RecordsAsync(key);
        var first = records[0].Value;
        var text = Encoding.UTF8.GetBytes(first.GetProperty("text").GetString()!);
        Assert.Equal(["@harbour.test", "https://harbour.org/x?a=1", "#harbour"], first.GetProperty("facets").EnumerateArray().Select(f => f.GetProperty("index")).Select(i => Encoding.UTF8.GetString(text[i.GetProperty("byteStart").GetInt32()..i.GetProperty("byteEnd").GetInt32()])));
        Assert.StartsWith("did:plc:", first.GetProperty("facets")[0].GetProperty("features")[0].GetProperty("did").GetString(), StringComparison.Ordinal);
        Assert.Equal($"{records[0].Uri} {records[0].Cid}", there.Reference);
        for (var i = 1; i < 3; i++)
        {
            var reply = records[i].Value.GetProperty("reply");
            Assert.Equal((records[0].Uri, records[0].Cid), (reply.GetProperty("root").GetProperty("uri").GetString(), reply.GetProperty("root").GetProperty("cid").GetString()));
            Assert.Equal((records[i - 1].Uri, records[i - 1].Cid), (reply.GetProperty("parent").GetProperty("uri").GetString(), reply.GetProperty("parent").GetProperty("cid").GetString()));
        }
    }

    [Fact]
    public async Task The_same_thread_without_any_memory_is_the_same_thread()
    {
        var key = $"same-{Run}";
        await SendAsync(key, new());
        var (before, revision) = (await RecordsAsync(key), await RevisionAsync());
        Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(key, new()));
        Assert.Equal(before.Select(r => (r.Uri, r.Cid)), (await RecordsAsync(key)).Select(r => (r.Uri, r.Cid)));
        Assert.Equal(revision, await RevisionAsync());
    }

    [Fact]
    public async Task Pictures_can_be_read_back_byte_for_byte_and_the_same_again_is_no_other_post()
    {
        var key = $"pictures-{Run}";
        var posts = new Dispatch.Posts([$"{key}: two ferries", $"End of {key}"], "en", at, AiUse.Human) { Key = key, Pictures = TestPictures.Two() };
        Assert.IsType<ChannelAnswer.Delivered>(await Channel().SendAsync(Account, posts, new TestMemory(), Ct));
        var (records, revision) = (await RecordsAsync(key), await RevisionAsync());
        var images = records[0].Value.GetProperty("embed").GetProperty("images").EnumerateArray().ToList();
        Assert.Equal(["The red ferry", "The “blue” & quiet ferry"], images.Select(i => i.GetProperty("alt").GetString()));
        Assert.Equal((8, 4), (images[0].GetProperty("aspectRatio").GetProperty("width").GetInt32(), images[0].GetProperty("aspectRatio").GetProperty("height").GetInt32()));
        Assert.False(records[1].Value.TryGetProperty("embed", out _));
        var did = records[0].Uri.Split('/')[2];
        foreach (var (image, bytes) in images.Zip((byte[][])[TestPictures.Red, TestPictures.Blue]))
            Assert.Equal(bytes, (await GetAsync($"{Server.Site()}/xrpc/com.atproto.sync.getBlob?did={did}&cid={image.GetProperty("image").GetProperty("ref").GetProperty("$link").GetString()}")).Body.ToArray());
        Assert.IsType<ChannelAnswer.Delivered>(await Channel().SendAsync(Account, posts, new TestMemory(), Ct));
        Assert.Equal(revision, await RevisionAsync());
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_as_such()
    {
        var refused = Assert.IsType<ChannelAnswer.Rejected>(await Channel().SendAsync(Account, new Dispatch.Posts([$"{Run} " + new string('x', 300)], "en", at, AiUse.Human) { Key = $"long-{Run}" }, new TestMemory(), Ct));
        Assert.Equal(ChannelProblem.Content, refused.Problem);
        Assert.Contains("300", refused.Answer, StringComparison.Ordinal);
    }

    [Theory, InlineData(1), InlineData(2)]
    public async Task A_session_that_the_server_no_longer_knows_is_renewed_or_replaced(int broken)
    {
        await SendAsync($"old-{Run}", new());
        // The first is the session's own token, the second the one by which it is renewed.
        Before = request =>
        {
            if (request.Headers.Authorization is { Parameter: { } token } known && broken-- > 0) request.Headers.Authorization = new(known.Scheme, token[..^6] + (token.EndsWith('A') ? "BBBBBB" : "AAAAAA"));
        };
        Assert.IsType<ChannelAnswer.Delivered>(await SendAsync($"new-{Run}", new()));
        Assert.Equal(Whole($"new-{Run}"), await ReadAsync($"new-{Run}"));
    }

    [Fact]
    public async Task Of_a_post_in_doubt_the_server_says_whether_it_is_there()
    {
        Assert.IsType<ReadBack.Absent>(await Channel().FindAsync(Account, Dispatch($"doubt-{Run}"), Ct));
        await SendAsync($"doubt-{Run}", new());
        Assert.IsType<ReadBack.Found>(await Channel().FindAsync(Account, Dispatch($"doubt-{Run}"), Ct));
    }
}
