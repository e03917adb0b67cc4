using System.Text.Json;
using System.Text.RegularExpressions;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.WordPress;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Posts of a WordPress site behind nginx, with PHP and MariaDB.</summary>
public sealed partial class RealWordPressTests : RealContract
{
    protected override Uri Server => RealServers.WordPress;

    protected override IChannel Channel() => new WordPressChannel(Line);

    protected override ChannelAccount Account => Mine;

    WordPressAccount Mine => new() { Site = Server.Site() + "/", User = Server.SignIn().User, ApplicationPassword = Server.SignIn().Password, Category = $"News {Run}" };

    protected override ChannelAccount WithWrongPassword => Mine with { ApplicationPassword = "abcd EFGH 1234 ijkl MNOP 6789" };

    protected override Dispatch Dispatch(string key) => Article(key);

    Dispatch.Article Article(string key) => new()
    {
        Key = key, Title = $"{key}: tides & \"ferries\"", Slug = key,
        Html = $"<h2 id=\"f\">Ferries</h2>\n<p>{key} sails — “daily” &amp; 'on time', see <a href=\"https://harbour.org/x?a=1&amp;b=2\">the plan</a>.</p>\n<table><tbody><tr><td>Hull</td><td>19.8 kg</td></tr></tbody></table>\n<pre><code>a &lt; b\n\n  c</code></pre>",
        Markdown = "", Excerpt = "Short.", Tags = [$"ferry {Run}", $"Fähre & Hafen {Run}"], Language = "en", At = TimeProvider.System.GetUtcNow(), Ai = AiUse.Human,
    };

    /// <summary>Two tags, a category and the post.</summary>
    protected override int Writes => 4;

    protected override IReadOnlyList<string> Whole(string key) => [key];

    /// <summary>By the site's own search, as its readers have it.</summary>
    protected override async Task<IReadOnlyList<string>> ReadAsync(string key)
    {
        var found = await GetAsync($"{Server.Site()}/wp-json/wp/v2/posts?search={key}&per_page=50");
        using var posts = JsonDocument.Parse(found.Body);
        return [.. posts.RootElement.EnumerateArray().Select(p => p.GetProperty("slug").GetString()!)];
    }

    async Task<string> PageAsync(string address)
    {
        var page = await GetAsync(address);
        return page.Status == 200 ? System.Text.Encoding.UTF8.GetString(page.Body.Span) : $"{page.Status}";
    }

    [Fact]
    public async Task The_page_of_a_post_shows_its_text_tags_and_category_and_keeps_its_address_when_the_text_is_changed()
    {
        var key = $"page-{Run}";
        var there = Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(key, new()));
        var page = await PageAsync(there.Address!);
        Assert.Contains($"<title>{key}: tides &#038; &#8220;ferries&#8221; &#8211; The Harbour</title>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"https://harbour.org/x?a=1&amp;b=2\">the plan</a>", page, StringComparison.Ordinal);
        Assert.Contains("<td>19.8 kg</td>", page, StringComparison.Ordinal);
        Assert.Contains("<code>a &lt; b\n\n  c</code>", page, StringComparison.Ordinal);
        Assert.Contains($">ferry {Run}</a>", page, StringComparison.Ordinal);
        Assert.Contains($">Fähre &amp; Hafen {Run}</a>", page, StringComparison.Ordinal);
        Assert.Contains($">News {Run}</a>", page, StringComparison.Ordinal);

        var changed = Article(key) with { Key = key + "-b", Title = "Weekly", Html = "<p>Once a week.</p>", Replaces = there.Reference };
        Assert.Equal((there.Reference, there.Address), await Channel().SendAsync(Account, changed, new TestMemory(), Ct) is ChannelAnswer.Delivered again ? (again.Reference, again.Address) : default);
        page = await PageAsync(there.Address!);
        Assert.Contains("Once a week.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("19.8 kg", page, StringComparison.Ordinal);

        await Channel().SendAsync(Account, new Dispatch.Removal(there.Reference!, new Dictionary<string, string>()) { Key = "away" }, new TestMemory(), Ct);
        Assert.Equal("404", await PageAsync(there.Address!));
        Assert.Equal(ChannelProblem.Permission, Assert.IsType<ChannelAnswer.Rejected>(await Channel().SendAsync(Account, changed with { Replaces = "999999" }, new TestMemory(), Ct)).Problem);
    }

    [Fact]
    public async Task Pictures_are_in_the_sites_library_once_the_first_is_featured_and_the_second_stands_below_the_text()
    {
        var key = $"pictures-{Run}";
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel().SendAsync(Account, Article(key) with { Pictures = TestPictures.Two(Run) }, new TestMemory(), Ct));
        using var found = JsonDocument.Parse((await GetAsync($"{Server.Site()}/wp-json/wp/v2/posts/{there.Reference}?_embed=wp:featuredmedia")).Body);
        var featured = found.RootElement.GetProperty("_embedded").GetProperty("wp:featuredmedia")[0];
        Assert.Equal(($"toombos-red{Run}", "The red ferry"), (featured.GetProperty("slug").GetString(), featured.GetProperty("alt_text").GetString()));
        var kept = featured.GetProperty("media_details");
        Assert.Equal((8, 4, TestPictures.Red.Length), (kept.GetProperty("width").GetInt32(), kept.GetProperty("height").GetInt32(), kept.GetProperty("filesize").GetInt32()));
        Assert.Contains("alt=\"The “blue” &amp; quiet ferry\"", await PageAsync(there.Address!), StringComparison.Ordinal);

        // Another version, of which nothing is remembered.
        Assert.IsType<ChannelAnswer.Delivered>(await Channel().SendAsync(Account, Article(key) with { Key = key + "-b", Replaces = there.Reference, Pictures = TestPictures.Two(Run) }, new TestMemory(), Ct));
        using var media = JsonDocument.Parse((await GetAsync($"{Server.Site()}/wp-json/wp/v2/media?search={Run}&per_page=50")).Body);
        Assert.Equal([$"toombos-blue{Run}", $"toombos-red{Run}"], media.RootElement.EnumerateArray().Select(m => m.GetProperty("slug").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Comments_of_readers_are_counted_and_a_post_that_is_gone_is_told_from_one_without_any()
    {
        var key = $"talked-about-{Run}";
        var (talked, quiet) = (Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(key, new())), Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(key + "-b", new())));
        var (user, password) = Server.SignIn();
        using (var http = new HttpClient(OutboundHttp.CreateHandler(new() { AllowedPrivateHosts = { "127.0.0.1", "localhost" } }, RealServers.ResolveAsync)))
        {
            http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{user}:{password}")));
            using var said = await http.PostAsync(new Uri($"{Server.Site()}/wp-json/wp/v2/comments"), new FormUrlEncodedContent(new Dictionary<string, string> { ["post"] = talked.Reference!, ["content"] = $"Well said. {Run}", ["status"] = "approved" }), Ct);
            Assert.True(said.IsSuccessStatusCode, $"{said.StatusCode} {await said.Content.ReadAsStringAsync(Ct)}");
        }
        var measured = await ((IMeasures)Channel()).MeasureAsync(Account, [talked.Reference!, quiet.Reference!, "999999"], Ct);
        Assert.Null(measured.Refusal);
        Assert.Equal([(talked.Reference!, 1L), (quiet.Reference!, 0L)], measured.Figures.Select(f => (f.Key, f.Value[Metric.Replies])));
    }

    [Fact]
    public async Task Tags_and_the_category_are_made_once_for_many_posts()
    {
        foreach (var key in (string[])[$"a-{Run}", $"b-{Run}"]) Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(key, new()));
        foreach (var terms in (string[])["tags", "categories"])
        {
            using var all = JsonDocument.Parse((await GetAsync($"{Server.Site()}/wp-json/wp/v2/{terms}?search={Run}")).Body);
            Assert.All(all.RootElement.EnumerateArray(), term => Assert.Equal(2, term.GetProperty("count").GetInt32()));
            Assert.Equal(terms == "tags" ? 2 : 1, all.RootElement.GetArrayLength());
        }
    }

    [Fact]
    public async Task Somebody_elses_post_under_the_same_slug_stays_as_it_is()
    {
        var key = $"taken-{Run}";
        await Channel().SendAsync(Account, Article(key) with { Key = "theirs", Html = "<p>Theirs.</p>" }, new TestMemory(), Ct);
        // Begun once and never answered: it is looked for before it is posted.
        var memory = new TestMemory { Kept = { ["post"] = "?" } };
        Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(key, memory));
        Assert.Equal([key, key + "-2"], (await ReadAsync(key)).Order(StringComparer.Ordinal));
        Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(key, new() { Kept = { ["post"] = "?" } }));
        Assert.Equal(2, (await ReadAsync(key)).Count);
    }

    [Fact]
    public async Task What_was_taken_away_can_be_published_again_under_its_old_address()
    {
        var key = $"again-{Run}";
        var first = Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(key, new()));
        await Channel().SendAsync(Account, new Dispatch.Removal(first.Reference!, new Dictionary<string, string>()) { Key = "away" }, new TestMemory(), Ct);
        var second = Assert.IsType<ChannelAnswer.Delivered>(await SendAsync(key, new() { Kept = { ["post"] = "?" } }));
        Assert.NotEqual(first.Reference, second.Reference);
        Assert.Equal(first.Address, second.Address);
    }

    [Fact]
    public async Task A_site_without_pretty_addresses_works_and_drafts_are_not_shown_to_readers()
    {
        var plain = RealServers.PlainWordPress;
        var account = Mine with { Site = plain.Site(), Status = WordPressStatus.Draft };
        Assert.All(await Channel().CheckAsync(account, Ct), point => Assert.True(point.Good, point.Sentence));
        var key = $"draft-{Run}";
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel().SendAsync(account, Dispatch(key), new TestMemory(), Ct));
        Assert.Matches(DraftAddress(), there.Address);
        Assert.Empty(await ReadAsync(key));
        Assert.Equal(there.Reference, Assert.IsType<ReadBack.Found>(await Channel().FindAsync(account, Dispatch(key), Ct)).Reference);
    }

    [Fact]
    public async Task Who_may_only_write_drafts_is_told_so_and_can_write_them()
    {
        var (plain, key) = (RealServers.PlainWordPress, $"bob-{Run}");
        var bob = Mine with { User = plain.SignIn().User, ApplicationPassword = plain.SignIn().Password, Category = null };
        Assert.Equal(("Rights", ChannelProblem.Permission), Assert.Single(await Channel().CheckAsync(bob, Ct), p => !p.Good) is var bad ? (bad.Name, bad.Problem) : default);
        Assert.Equal(ChannelProblem.Permission, Assert.IsType<ChannelAnswer.Rejected>(await Channel().SendAsync(bob, Article(key) with { Tags = [] }, new TestMemory(), Ct)).Problem);
        var pending = bob with { Status = WordPressStatus.Pending };
        Assert.All(await Channel().CheckAsync(pending, Ct), point => Assert.True(point.Good, point.Sentence));
        Assert.IsType<ChannelAnswer.Delivered>(await Channel().SendAsync(pending, Article(key) with { Tags = [] }, new TestMemory(), Ct));
        var found = await Channel().FindAsync(pending, Article(key) with { Tags = [] }, Ct);
        Assert.True(found is ReadBack.Found, $"{found}");
    }

    [GeneratedRegex(@"^http://127\.0\.0\.1:\d+/\?p=\d+$")]
    private static partial Regex DraftAddress();
}
