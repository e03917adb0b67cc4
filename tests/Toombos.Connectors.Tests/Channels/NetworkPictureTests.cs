using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Facebook;
using Toombos.Connectors.Channels.LinkedIn;
using Toombos.Connectors.Channels.X;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>A post at LinkedIn with two pictures, which are announced, sent and waited for.</summary>
public sealed class LinkedInPictureTests : ServiceContract<LinkedInSink>
{
    internal override IChannel Channel(OutboundGate gate) => new LinkedInChannel(Line(gate), TimeProvider.System);

    protected override ChannelAccount Account => new LinkedInAccount { Server = Sink.Address, AccessToken = Secret, Organization = "42" };

    protected override Dispatch Dispatch(string key) => Posts(key);

    static Dispatch.Posts Posts(string key) => new([$"{key}: the harbour opens"], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = key, Pictures = TestPictures.Two() };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => p.Commentary.StartsWith(key + ":", StringComparison.Ordinal));

    /// <summary>Two pictures are announced and sent, then the post.</summary>
    protected override int Writes => 5;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => p.Commentary)];

    protected override bool IsPublishing(TakenRequest request) => request.Is("POST", "/rest/posts");

    [Fact]
    public async Task Several_stand_beside_each_other_and_one_alone_each_with_its_words()
    {
        var tokens = TokensOf(Sink);
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        var several = Sink.Bodies[0]["content"]!["multiImage"]!["images"]!.AsArray();
        Assert.Equal(["The red ferry", "The “blue” & quiet ferry"], several.Select(i => $"{i!["altText"]}"));
        Assert.Equal([TestPictures.Red, TestPictures.Blue], several.Select(i => Sink.Images[$"{i!["id"]}"].Content));
        Assert.Equal([$"Bearer {Secret}", $"Bearer {Secret}"], tokens);

        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Posts("two") with { Pictures = [TestPictures.Two()[0]] }, new TestMemory(), Ct));
        Assert.Equal("The red ferry", $"{Sink.Bodies[1]["content"]!["media"]!["altText"]}");
    }

    [Fact]
    public async Task Who_may_not_look_whether_a_picture_is_ready_posts_all_the_same()
    {
        Sink.MayRead = false;
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
    }

    [Fact]
    public async Task Who_goes_on_uploads_nothing_twice_and_anew_what_is_no_longer_there()
    {
        Sink.Instead = request => IsPublishing(request) ? new(503, "{}") : null;
        Assert.IsType<ChannelAnswer.TryLater>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Sink.Sweep();
        Sink.Instead = _ => null;
        Assert.Equal(ChannelProblem.Content, Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).Problem);
        Assert.Empty(Sink.Images);
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(2, Sink.Images.Count);
    }

    [Fact]
    public async Task The_token_goes_to_no_other_host_that_an_answer_names()
    {
        await using var elsewhere = await ServiceSink.StartAsync<LinkedInSink>();
        var tokens = TokensOf(elsewhere);
        Sink.Instead = request => request.Query["action"] == "initializeUpload"
            ? ServiceReply.Of(new System.Text.Json.Nodes.JsonObject { ["value"] = new System.Text.Json.Nodes.JsonObject { ["image"] = "urn:li:image:1", ["uploadUrl"] = elsewhere.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/x" } }) : null;
        await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct);
        Assert.Equal([""], tokens);
        Assert.Empty(Sink.Posts);
    }

    /// <summary>What each upload brings for a token.</summary>
    static List<string> TokensOf(LinkedInSink sink)
    {
        var tokens = new List<string>();
        sink.Instead = request =>
        {
            if (request.Method == "PUT") tokens.Add(request.Headers.Authorization.ToString());
            return null;
        };
        return tokens;
    }
}

/// <summary>A thread at X whose first post shows two pictures.</summary>
public sealed class XPictureTests : ServiceContract<XSink>
{
    internal override IChannel Channel(OutboundGate gate) => new XChannel(Line(gate), TimeProvider.System);

    protected override ChannelAccount Account => new XAccount { Server = Sink.Address, AccessToken = Secret };

    protected override Dispatch Dispatch(string key) => new Dispatch.Posts([$"{key}: first", $"End of {key}"], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = key, Pictures = TestPictures.Two() };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => p.Text.StartsWith(key + ":", StringComparison.Ordinal));

    /// <summary>Two pictures, their words, and two posts.</summary>
    protected override int Writes => 6;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => p.Text)];

    protected override bool IsPublishing(TakenRequest request) => request.Is("POST", "/2/tweets");

    [Fact]
    public async Task The_first_post_shows_them_with_their_words_once_they_are_worked_through()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(["The red ferry", "The “blue” & quiet ferry"], Sink.Media.Select(m => m.Words));
        Assert.Equal([TestPictures.Red, TestPictures.Blue], Sink.Media.Select(m => m.Content));
        Assert.Equal(Sink.Media.Select(m => m.Id), Sink.MediaOf(Sink.Posts[0].Id));
        Assert.Empty(Sink.MediaOf(Sink.Posts[1].Id));
    }

    [Fact]
    public async Task Pictures_that_X_has_thrown_away_are_uploaded_anew()
    {
        Sink.Instead = request => IsPublishing(request) ? new(503, "{}") : null;
        Assert.IsType<ChannelAnswer.TryLater>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Sink.Sweep();
        Sink.Instead = _ => null;
        Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(2, Sink.Media.Count);
    }

    [Fact]
    public async Task A_picture_that_is_gone_stops_the_thread_before_anything_is_there()
    {
        var refused = await Channel(OutboundGate.Open).SendAsync(Account, (Dispatch.Posts)Dispatch("one") with { Pictures = [TestPictures.Gone] }, Memory, Ct);
        Assert.Equal(ChannelProblem.Media, Assert.IsType<ChannelAnswer.Rejected>(refused).Problem);
        Assert.Empty(Sink.Posts);
    }
}

/// <summary>A post on a Facebook page that shows two photos.</summary>
public sealed class FacebookPictureTests : ServiceContract<GraphSink>
{
    internal override IChannel Channel(OutboundGate gate) => new FacebookChannel(Line(gate));

    protected override ChannelAccount Account => new FacebookAccount { Server = Sink.Address, AccessToken = Secret, Page = "77" };

    protected override Dispatch Dispatch(string key) => new Dispatch.Posts([$"{key}: the harbour opens"], "en", TimeProvider.System.GetUtcNow(), AiUse.Human) { Key = key, Pictures = TestPictures.Two() };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Sink.Posts.Count(p => p.Message.StartsWith(key + ":", StringComparison.Ordinal));

    protected override int Writes => 3;

    protected override IReadOnlyList<string> Shown => [.. Sink.Posts.Select(p => p.Message)];

    protected override bool IsPublishing(TakenRequest request) => request.Path.EndsWith("/feed", StringComparison.Ordinal);

    [Fact]
    public async Task The_post_shows_photos_that_nobody_saw_before()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        var photos = Sink.Shown[0].Select(id => Sink.Photos[id]).ToList();
        Assert.Equal(["The red ferry", "The “blue” & quiet ferry"], photos.Select(p => p.Words));
        Assert.Equal([TestPictures.Red, TestPictures.Blue], photos.Select(p => p.Content));
    }

    [Fact]
    public async Task Photos_that_were_thrown_away_are_uploaded_anew()
    {
        Sink.Instead = request => IsPublishing(request) ? new(503, "{}") : null;
        Assert.IsType<ChannelAnswer.TryLater>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Sink.Sweep();
        Sink.Instead = _ => null;
        Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
    }

    [Fact]
    public async Task A_photo_that_is_not_taken_is_a_matter_of_the_picture()
    {
        Sink.Instead = request => request.Path.EndsWith("/photos", StringComparison.Ordinal) ? new(400, """{"error":{"message":"no","code":324,"error_subcode":1366046}}""") : null;
        Assert.Equal(ChannelProblem.Media, Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).Problem);
    }
}
