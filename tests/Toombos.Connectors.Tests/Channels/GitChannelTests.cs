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
