using Bunit;
using Toombos.Client.Channels;
using Toombos.Dashboard.Channels;

namespace Toombos.Dashboard.Tests.Channels;

/// <summary>Truth tables with their rule, day and source.</summary>
public class LimitsPageTests : PageTest
{
    [Fact]
    public void Each_figure_stands_with_rule_day_and_source()
    {
        Api.On("GET v1/channel-kinds", (IReadOnlyList<ChannelKind>)
        [
            new() { Kind = "bluesky", Name = "Bluesky", Family = ChannelFamily.Social, Writable = true, Threads = true, Limits = [new("post", 300, "graphemes", new(2026, 10, 1), "https://docs.bsky.app/x", true, null), new("alt-text", 2000, "graphemes", new(2026, 10, 1), "javascript:alert(1)", false, "Seen in the app.")] },
        ]);
        var page = Render<LimitsPage>();
        var rows = page.WaitForElements("tbody tr");
        Assert.Contains("300", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("characters as people see them", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("1 Oct 2026", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("https://docs.bsky.app/x", rows[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("not verified", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Null(rows[1].QuerySelector("a"));
    }
}
