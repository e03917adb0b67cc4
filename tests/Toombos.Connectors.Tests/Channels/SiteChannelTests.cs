using System.Text;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Site;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Static sites: whole, at once, and never outside their folder.</summary>
public sealed class SiteChannelTests : ChannelContract, IDisposable
{
    readonly string root = Path.Combine(Path.GetTempPath(), "toombos-site-" + Guid.NewGuid().ToString("N"));
    string Folder => Path.Combine(root, "site");

    public void Dispose()
    {
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
    }

    internal override IChannel Channel(OutboundGate gate) => new SiteChannel(gate, TimeProvider.System);
    protected override ChannelAccount Account => new SiteAccount { Folder = Folder };
    protected override Dispatch Dispatch(string key) => Site(key, ("index.html", "home"), ($"posts/{key}.html", $"post {key} 👋"));
    protected override int Arrived(string key) => Directory.Exists(Releases) ? Directory.EnumerateFiles(Releases, key + ".html", SearchOption.AllDirectories).Count() : 0;
    protected override int Touched => Directory.Exists(root) ? 1 : 0;
    protected override bool LoseAnswers(bool lose) => false;

    protected override void RefuseLoudly()
    {
        Directory.CreateDirectory(root);
        File.WriteAllText(Folder, Secret); // a file where the folder should be
    }

    string Releases => Path.Combine(Folder, "releases");

    static Dispatch.Site Site(string key, params (string Path, string Text)[] files) =>
        new(files.ToDictionary(f => f.Path, f => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f.Text)), $"posts/{key}.html") { Key = key };

    Task<ChannelAnswer> SendAsync(params (string Path, string Text)[] files) => Channel(OutboundGate.Open).SendAsync(Account, Site("one", files), Ct);

    string? Read(string path)
    {
        var file = Path.Combine(Folder, "current", path);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    [Fact]
    public async Task A_site_replaces_the_one_before_it_as_a_whole()
    {
        await SendAsync(("index.html", "1"), ("a/b/c.html", "deep"));
        Assert.Equal(new ChannelAnswer.Delivered(true, SiteReleases.HashOf(Site("one", ("index.html", "2")).Files)), await SendAsync(("index.html", "2")));
        Assert.Equal(("2", null), (Read("index.html"), Read("a/b/c.html")));
        Assert.Equal("releases", Directory.GetParent(new SiteReleases(Folder).Live!)!.Name);
    }

    [Fact]
    public async Task Pictures_lie_beside_the_pages_and_one_that_is_there_is_not_fetched_again()
    {
        Dispatch.Site With(string page, params DispatchPicture[] pictures) => Site("one", ("index.html", page)) with { Pictures = pictures.ToDictionary(p => $"pictures/{p.Key}.png") };
        var (red, blue) = (TestPictures.Two()[0], TestPictures.Two()[1]);
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, With("1", red), Ct));
        Assert.Equal(TestPictures.Red, await File.ReadAllBytesAsync(Path.Combine(Folder, "current", "pictures", "red.png"), Ct));

        var there = red with { LoadAsync = TestPictures.Gone.LoadAsync };
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, With("2", there, blue), Ct));
        Assert.Equal(TestPictures.Red, await File.ReadAllBytesAsync(Path.Combine(Folder, "current", "pictures", "red.png"), Ct));
        Assert.Equal(TestPictures.Blue, await File.ReadAllBytesAsync(Path.Combine(Folder, "current", "pictures", "blue.png"), Ct));
        Assert.IsType<ReadBack.Found>(await Channel(OutboundGate.Open).FindAsync(Account, With("2", there, blue), Ct));

        await Channel(OutboundGate.Open).SendAsync(Account, With("3", blue), Ct);
        Assert.Null(Read("pictures/red.png"));
        Assert.IsType<ChannelAnswer.Rejected>(await Channel(OutboundGate.Open).SendAsync(Account, With("4", TestPictures.Gone), Ct));
        Assert.Equal("3", Read("index.html"));
    }

    [Fact]
    public async Task The_same_content_switches_nothing_and_old_releases_go()
    {
        for (var i = 0; i < 12; i++)
        {
            await SendAsync(("index.html", $"{i}"));
            await SendAsync(("index.html", $"{i}"));
        }
        Assert.Equal(["00000008", "00000009", "00000010", "00000011", "00000012"], Directory.EnumerateDirectories(Releases).Select(d => Path.GetFileName(d)[..8]).Order());
        Assert.Equal("11", Read("index.html"));
    }

    [Theory]
    [InlineData("../evil.html"), InlineData("/etc/evil.html"), InlineData("a/../../evil.html"), InlineData("a\\..\\evil.html"), InlineData("a//b.html"), InlineData(""), InlineData("."), InlineData(".htaccess")]
    [InlineData("a/.git/config"), InlineData("a\0.html"), InlineData("C:evil.html"), InlineData("index.html/below"), InlineData("INDEX.html"), InlineData("a."), InlineData("a\n.html")]
    public async Task A_path_that_leaves_the_folder_or_clashes_is_refused_and_nothing_is_written(string path)
    {
        Assert.Equal(ChannelProblem.Content, Assert.IsType<ChannelAnswer.Rejected>(await SendAsync(("index.html", "x"), (path, "evil"))).Problem);
        Assert.Equal(0, Touched);
    }

    [Fact]
    public async Task Writers_at_once_take_turns_and_each_puts_a_whole_site()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => SendAsync(("index.html", $"{i}"), ("other.html", $"{i}")), Ct)));
        Assert.All(answers, a => Assert.IsType<ChannelAnswer.Delivered>(a));
        Assert.Equal(Read("index.html"), Read("other.html"));
        Assert.NotNull(Read("index.html"));
        Assert.Equal("00000012", Directory.EnumerateDirectories(Releases).Select(d => Path.GetFileName(d)[..8]).Max());
    }

    [Fact]
    public async Task Readers_never_see_half_a_site()
    {
        await SendAsync(("index.html", "start"), ("other.html", "start"));
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 30; i++) await SendAsync(("index.html", $"{i}"), ("other.html", $"{i}"));
        }, Ct);
        var seen = 0;
        while (!writing.IsCompleted)
        {
            var live = new SiteReleases(Folder).Live!;
            if (Directory.Exists(live)) Assert.Equal(await File.ReadAllTextAsync(Path.Combine(live, "index.html"), Ct), await File.ReadAllTextAsync(Path.Combine(live, "other.html"), Ct));
            seen++;
        }
        await writing;
        Assert.True(seen > 0);
    }

    [Fact]
    public async Task What_a_dead_writer_left_is_swept_and_stops_nobody()
    {
        await SendAsync(("index.html", "1"));
        Directory.CreateDirectory(Path.Combine(Releases, ".new-dead", "half"));
        File.CreateSymbolicLink(Path.Combine(Folder, "current.new"), "releases/nowhere");
        Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(("index.html", "2")));
        Assert.Equal("2", Read("index.html"));
        Assert.Equal(2, Directory.EnumerateDirectories(Releases).Count());
    }

    [Fact]
    public async Task A_page_is_found_while_it_is_live_as_it_should_be()
    {
        var channel = Channel(OutboundGate.Open);
        var mine = Site("mine", ("index.html", "home"), ("posts/mine.html", "mine"));
        Assert.IsType<ReadBack.Absent>(await channel.FindAsync(Account, mine, Ct));
        await SendAsync(("index.html", "newer home"), ("posts/mine.html", "mine"));
        Assert.IsType<ReadBack.Found>(await channel.FindAsync(Account, mine, Ct));
        await SendAsync(("index.html", "newer home"), ("posts/mine.html", "changed"));
        Assert.IsType<ReadBack.Absent>(await channel.FindAsync(Account, mine, Ct));
        Assert.IsType<ReadBack.Absent>(await channel.FindAsync(Account, mine with { Page = null }, Ct));
        await channel.SendAsync(Account, mine with { Page = null }, Ct);
        Assert.IsType<ReadBack.Found>(await channel.FindAsync(Account, mine with { Page = null }, Ct));
    }
}
