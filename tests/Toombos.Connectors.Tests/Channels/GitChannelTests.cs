using System.Text;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Git;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Pages committed at GitHub.</summary>
public class GitChannelTests : ServiceContract<GitSink>
{
    internal override IChannel Channel(OutboundGate gate) => new GitChannel(Line(gate));

    protected virtual GitHost Host => GitHost.GitHub;

    protected override ChannelAccount Account => new GitAccount { Repository = "https://git.example/harbour/site", Host = Host, Interface = Sink.Address, Folder = "content/posts", Token = Secret };

    protected override Dispatch Dispatch(string key) => Article(key, $"{key} sails.");

    static Dispatch.Article Article(string key, string text, string? replaces = null) => new()
    {
        Key = key, Title = $"{key}: “new” \\ & more", Slug = key, Html = "", Markdown = $"## Ferries\n\n{text}\n", Excerpt = "Short.", Tags = ["Car ferry", "c#"], Language = "en",
        At = new(2026, 11, 27, 9, 30, 0, TimeSpan.FromHours(1)), Ai = AiUse.Assisted, Replaces = replaces,
    };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Sink.Files.Keys.Count(path => path == $"content/posts/{key}.md");

    protected override int Writes => 1;

    protected override IReadOnlyList<string> Shown => [.. Sink.Files.Keys];

    protected override bool IsPublishing(TakenRequest request) => request.Writes;

    [Fact]
    public async Task A_page_is_a_file_with_front_matter_and_the_same_page_again_makes_no_commit()
    {
        var first = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal("content/posts/one.md", first.Reference);
        Assert.StartsWith("https://git.example/harbour/site/", first.Address, StringComparison.Ordinal);
        Assert.Equal("""
            ---
            title: "one: “new” \\ & more"
            date: 2026-11-27T08:30:00Z
            description: "Short."
            tags: ["Car ferry", "c#"]
            lang: "en"
            ai: assisted
            ---

            ## Ferries

            one sails.

            """.ReplaceLineEndings("\n"), Encoding.UTF8.GetString(Sink.Files["content/posts/one.md"]));
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), new TestMemory(), Ct));
        Assert.Equal(["Publish one: “new” \\ & more"], Sink.Commits);
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Article("two", "Changed.", first.Reference), new TestMemory(), Ct));
        Assert.Contains("Changed.", Encoding.UTF8.GetString(Assert.Single(Sink.Files).Value), StringComparison.Ordinal);
        Assert.StartsWith("Update", Sink.Commits[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_elses_change_is_overwritten_unseen()
    {
        var raced = false;
        Sink.Instead = request =>
        {
            if (request.Writes && !raced)
            {
                Sink.Put("content/posts/one.md", "somebody else"u8.ToArray());
                raced = true;
            }
            return null;
        };
        Assert.Equal(ChannelProblem.Transient, Assert.IsType<ChannelAnswer.TryLater>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct)).Problem);
        Assert.Equal("somebody else", Encoding.UTF8.GetString(Sink.Files["content/posts/one.md"]));
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Contains("one sails.", Encoding.UTF8.GetString(Sink.Files["content/posts/one.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_says_what_the_token_may_do_and_whether_the_branch_is_there()
    {
        Assert.All(await Channel(OutboundGate.Open).CheckAsync(Account, Ct), point => Assert.True(point.Good, point.Sentence));
        var elsewhere = await Channel(OutboundGate.Open).CheckAsync((GitAccount)Account with { Branch = "gone" }, Ct);
        Assert.Contains("There is no branch gone", Assert.Single(elsewhere, p => !p.Good).Sentence, StringComparison.Ordinal);
        Sink.ReadOnly = true;
        Assert.Equal(ChannelProblem.Permission, Assert.Single(await Channel(OutboundGate.Open).CheckAsync(Account, Ct), p => !p.Good).Problem);
    }
}

/// <summary>Pages committed at GitLab.</summary>
public sealed class GitLabChannelTests : GitChannelTests
{
    protected override GitHost Host => GitHost.GitLab;
}

/// <summary>A page committed with its pictures.</summary>
public sealed class GitPictureTests : ServiceContract<GitSink>
{
    internal override IChannel Channel(OutboundGate gate) => new GitChannel(Line(gate));

    protected override ChannelAccount Account => Mine;

    GitAccount Mine => new() { Repository = "https://git.example/harbour/site", Interface = Sink.Address, Folder = "content/posts", Token = Secret };

    protected override Dispatch Dispatch(string key) => new Dispatch.Article
    {
        Key = key, Title = key, Slug = key, Html = "", Markdown = $"{key} sails.\n", Excerpt = null, Tags = [], Language = "en", At = new(2026, 11, 27, 9, 30, 0, TimeSpan.Zero), Ai = AiUse.Human, Pictures = TestPictures.Two(key),
    };

    protected override void Prepare() => Sink.Token = Secret;

    protected override int Arrived(string key) => Shown.Count(path => path == $"content/posts/{key}.md");

    protected override int Writes => 3;

    protected override IReadOnlyList<string> Shown => [.. Sink.Files.Keys.Where(path => path.EndsWith(".md", StringComparison.Ordinal))];

    protected override bool IsPublishing(TakenRequest request) => request.Writes && request.Path.Contains(".md", StringComparison.Ordinal);

    [Fact]
    public async Task Pictures_lie_beside_the_page_which_shows_them_and_are_committed_once()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(TestPictures.Red, Sink.Files["content/posts/pictures/redone.png"]);
        var page = Encoding.UTF8.GetString(Sink.Files["content/posts/one.md"]);
        Assert.Contains("images: [\"pictures/redone.png\", \"pictures/blueone.png\"]", page, StringComparison.Ordinal);
        Assert.EndsWith("---\n\n![The red ferry](pictures/redone.png)\n\none sails.\n\n![The “blue” & quiet ferry](pictures/blueone.png)\n", page, StringComparison.Ordinal);
        var commits = Sink.Commits.Count;
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), new TestMemory(), Ct));
        Assert.Equal((3, 3), (commits, Sink.Commits.Count));
    }

    [Theory]
    [InlineData(null, "/static/pictures/redone.png")]
    [InlineData("/pictures/", "/pictures/redone.png")]
    [InlineData("https://cdn.example/pictures", "https://cdn.example/pictures/redone.png")]
    public async Task A_site_that_keeps_its_pictures_elsewhere_gets_them_there(string? address, string shown)
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Mine with { PicturesFolder = "static/pictures/", PicturesAddress = address }, Dispatch("one"), Memory, Ct));
        Assert.Contains("static/pictures/redone.png", Sink.Files.Keys);
        Assert.Contains($"![The red ferry]({shown})", Encoding.UTF8.GetString(Sink.Files["content/posts/one.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_can_not_be_had_leaves_no_page()
    {
        var answer = await Channel(OutboundGate.Open).SendAsync(Account, (Dispatch.Article)Dispatch("one") with { Pictures = [TestPictures.Gone] }, Memory, Ct);
        Assert.Equal(ChannelProblem.Media, Assert.IsType<ChannelAnswer.Rejected>(answer).Problem);
        Assert.Empty(Sink.Files);
    }
}
