using System.Text;
using System.Text.RegularExpressions;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Ghost;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Posts of a Ghost site on MariaDB. Run by name: ./test.sh Ghost.</summary>
public sealed class RealGhostTests : RealContract
{
    protected override Uri Server => RealServers.Ghost;

    protected override IChannel Channel() => new GhostChannel(Line, TimeProvider.System);

    protected override ChannelAccount Account => new GhostAccount { Site = Server.Site(), AdminKey = Server.UserInfo };

    protected override ChannelAccount WithWrongPassword => new GhostAccount { Site = Server.Site(), AdminKey = $"{Server.SignIn().User}:{new string('0', 64)}" };

    protected override Dispatch Dispatch(string key) => Article(key);

    Dispatch.Article Article(string key) => new()
    {
        Key = key, Title = $"{key}: tides & \"ferries\"", Slug = key,
        Html = $"<h2 id=\"f\">Ferries</h2>\n<p>{key} sails — “daily” &amp; 'on time'.</p>\n<table><tbody><tr><td>Hull</td><td>19.8 kg</td></tr></tbody></table>\n<pre><code>a &lt; b\n\n  c</code></pre>",
        Markdown = "", Excerpt = "Short.", Tags = [$"ferry {Run}", $"Fähre & Hafen {Run}"], Language = "en", At = TimeProvider.System.GetUtcNow(), Ai = AiUse.Human,
    };

    protected override int Writes => 1;

    protected override IReadOnlyList<string> Whole(string key) => [key];

    /// <summary>By the site's own feed.</summary>
    protected override async Task<IReadOnlyList<string>> ReadAsync(string key)
    {
        var feed = Encoding.UTF8.GetString((await GetAsync($"{Server.Site()}/rss/")).Body.Span);
        return [.. Regex.Matches(feed, $"<link>[^<]*/({Regex.Escape(key)}[^/<]*)/</link>", RegexOptions.NonBacktracking).Select(m => m.Groups[1].Value)];
    }

    async Task<string> PageAsync(string address)
    {
        var page = await GetAsync(address);
        return page.Status == 200 ? Encoding.UTF8.GetString(page.Body.Span) : $"{page.Status}";
    }

    [Fact]
    public async Task The_page_of_a_post_shows_its_text_and_tags_and_keeps_its_address_when_the_text_is_changed()
    {
        var key = $"page-{Run}";
        var there = Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(key, new()));
        Assert.Equal($"{Server.Site()}/{key}/", there.Address);
        var page = await PageAsync(there.Address!);
        Assert.Contains($"{key} sails — “daily” &amp; 'on time'.", page, StringComparison.Ordinal);
        Assert.Contains("<td>19.8 kg</td>", page, StringComparison.Ordinal);
        Assert.Contains("<code>a &lt; b\n\n  c</code>", page, StringComparison.Ordinal);
        Assert.Contains($"ferry {Run}", page, StringComparison.Ordinal);

        var changed = Article(key) with { Key = key + "-b", Title = "Weekly", Html = "<p>Once a week.</p>", Replaces = there.Reference };
        Assert.Equal((there.Reference, there.Address), await Channel().SendAsync(Account, changed, new TestMemory(), Ct) is ChannelAnswer.Delivered again ? (again.Reference, again.Address) : default);
        page = await PageAsync(there.Address!);
        Assert.Contains("Once a week.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("19.8 kg", page, StringComparison.Ordinal);

        await Channel().SendAsync(Account, new Dispatch.Removal(there.Reference!, new Dictionary<string, string>()) { Key = "away" }, new TestMemory(), Ct);
        Assert.Equal("404", await PageAsync(there.Address!));
        Assert.Equal(ChannelProblem.Permission, Assert.IsType<ChannelAnswer.Rejected>(await Channel().SendAsync(Account, changed with { Replaces = "64a1b2c3d4e5f60718293a4b" }, new TestMemory(), Ct)).Problem);
    }

    [Fact]
    public async Task The_first_picture_is_featured_with_its_words_and_the_second_stands_below_the_text()
    {
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel().SendAsync(Account, Article($"pictures-{Run}") with { Pictures = TestPictures.Two(Run) }, new TestMemory(), Ct));
        var page = await PageAsync(there.Address!);
        Assert.Contains("alt=\"The red ferry\"", page, StringComparison.Ordinal);
        Assert.Contains("alt=\"The “blue” &amp; quiet ferry\"", page, StringComparison.Ordinal);
        var below = Regex.Match(page, "<figure><img src=\"([^\"]+)\"", RegexOptions.NonBacktracking).Groups[1].Value;
        Assert.Equal(TestPictures.Blue.Length, (await GetAsync(below)).Body.Length);
    }

    [Fact]
    public async Task A_trial_is_seen_by_nobody_and_is_gone_for_good()
    {
        var trial = Article($"trial-{Run}") with { IsTrial = true };
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel().SendAsync(Account, trial, new TestMemory(), Ct));
        Assert.Empty(await ReadAsync(trial.Key));
        Assert.IsType<ReadBack.Found>(await Channel().FindAsync(Account, trial, Ct));
        await Channel().SendAsync(Account, new Dispatch.Removal(there.Reference!, new Dictionary<string, string>()) { Key = "away", IsTrial = true }, new TestMemory(), Ct);
        Assert.IsType<ReadBack.Absent>(await Channel().FindAsync(Account, trial, Ct));
    }
}
