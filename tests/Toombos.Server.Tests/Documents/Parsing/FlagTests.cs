using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Tests.Documents;

/// <summary>Flags are obeyed where they stand; what can't be obeyed is reported with its place.</summary>
public sealed class FlagTests
{
    static LivingDocument Parse(string markdown) => DocumentParser.Parse(markdown);

    const string Two = "## [N] n\n\n{0}### One\n\na\n\n### Two\n\nb\n";

    static LivingDocument WithFlags(params string[] flags) => Parse(Two.Replace("{0}", string.Concat(flags.Select(f => $"<!-- {f} -->\n")), StringComparison.Ordinal));

    [Fact]
    public void A_document_that_never_uses_published_is_published_whole() =>
        Assert.All(WithFlags("featured: true").Items, i => Assert.True(i.Flags.Published));

    [Theory]
    [InlineData("published: true", true)]
    [InlineData("published: false", false)]
    [InlineData("published: perhaps", false)]
    public void As_soon_as_the_flag_is_used_the_others_are_left_out(string flag, bool first) =>
        Assert.Equal([first, false], WithFlags(flag).Items.Select(i => i.Flags.Published));

    [Fact]
    public void Front_matter_speaks_for_the_whole_document()
    {
        var document = Parse("---\npublished: true\npriority: 1\nchannels: [email, web]\n---\n" + Two.Replace("{0}", "<!-- priority: 4 -->\n", StringComparison.Ordinal));
        Assert.Equal([4, 1], document.Items.Select(i => i.Flags.Priority));
        Assert.All(document.Items, i => Assert.True(i.Flags.Published));
        Assert.All(document.Items, i => Assert.Equal(["email", "web"], i.Flags.Channels));
    }

    [Fact]
    public void Flags_before_a_category_hold_for_its_items() =>
        Assert.Equal([true, false], Parse("<!-- dry_run: true -->\n## [A] a\n\n### One\n\nx\n\n## [B] b\n\n### Two\n\ny").Items.Select(i => i.Flags.DryRun));

    [Fact]
    public void One_comment_may_hold_several_flags()
    {
        var item = Parse("## [N] n\n\n<!--\nScheduled-For: 2026-11-02T09:00:00+02:00\ntemplate: announcement\n  target_keywords: sea, kayak\n-->\n### One\n\na").Items[0];
        Assert.Equal(("2026-11-02T09:00:00+02:00", "announcement"), (item.Flags.ScheduledFor, item.Flags.Template));
        Assert.Equal(["sea", "kayak"], item.Flags.TargetKeywords);
    }

    [Fact]
    public void A_comment_below_the_heading_belongs_to_the_item_it_stands_in() =>
        Assert.Equal([true, false], Parse("## [N] n\n\n### One\n<!-- featured: true -->\n\na\n\n### Two\n\nb").Items.Select(i => i.Flags.Featured));

    [Fact]
    public void A_comment_in_the_heading_belongs_to_it()
    {
        var item = Parse("## [N] n\n\n### One <!-- featured: true -->\n\na").Items[0];
        Assert.Equal(("One", true), (item.Title, item.Flags.Featured));
    }

    [Theory]
    [InlineData("featrued: true", "flag.unknown")]
    [InlineData("priority: 9", "flag.value")]
    [InlineData("published: perhaps", "flag.value")]
    [InlineData("channels: email, pigeon", "flag.value")]
    [InlineData("type: poem", "flag.value")]
    [InlineData("urgency: loud", "flag.value")]
    [InlineData("scheduled_for: next week", "date.unreadable")]
    [InlineData("expires_at: 2026-13-01", "date.unreadable")]
    public void What_cannot_be_obeyed_is_a_warning_with_line_and_column(string flag, string code)
    {
        var warning = Assert.Single(WithFlags(flag).Warnings);
        Assert.Equal((code, 3, 6), (warning.Code, warning.Line, warning.Column));
    }

    [Theory]
    [InlineData("featured: true", "published: false")]
    [InlineData("scheduled_for: 2026-11-02", "published: false")]
    [InlineData("dry_run: true", "featured: true")]
    [InlineData("published: true", "published: false")]
    [InlineData("scheduled_for: 2026-11-02", "expires_at: 2026-11-01")]
    public void Contradictions_are_warnings(string one, string other) =>
        Assert.Contains(WithFlags(one, other).Warnings, w => w.Code == "flag.contradiction");

    [Theory]
    [InlineData("critical", 1)]
    [InlineData("high", 2)]
    public void An_urgent_announcement_is_featured_and_goes_first(string urgency, int priority)
    {
        var item = WithFlags("type: announcement", $"urgency: {urgency}").Items[0];
        Assert.Equal((true, priority), (item.Flags.Featured, item.Flags.Priority));
    }

    [Theory]
    [InlineData("a note to ourselves")]
    [InlineData("NOTE: ask Ann")]
    [InlineData("see https://a.example")]
    [InlineData("prettier-ignore")]
    public void An_ordinary_comment_is_no_flag(string comment) => Assert.Empty(WithFlags(comment).Warnings);

    [Theory]
    [InlineData("---\ntitle: [broken\n---\n\ntext", "front-matter.unreadable")]
    [InlineData("---\n--\uFFFD: \u202E [a]: b\n===\n\n|-|\n&x\n---\n\ntext", null)]
    [InlineData("---\nfeatrued: true\n---\n\ntext", "flag.unknown")]
    public void Bad_front_matter_is_a_warning_and_the_text_is_read(string markdown, string? code)
    {
        var document = Parse(markdown);
        if (code is not null) Assert.Equal(code, Assert.Single(document.Warnings).Code);
        Assert.EndsWith("text", document.Items[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_between_two_rules_is_not_front_matter() => Assert.Contains("A quiet line", Parse("---\nA quiet line\n---\n\nmore").Items[0].Blocks.Select(b => b.Text).Append(Parse("---\nA quiet line\n---\n\nmore").Items[0].Title));
}
