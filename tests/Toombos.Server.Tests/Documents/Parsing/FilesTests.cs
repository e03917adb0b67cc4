using Toombos.Connectors.Sources;
using Toombos.Server.Features.Documents.Parsing;

namespace Toombos.Server.Tests.Documents;

/// <summary>Several files as one document: each is read as what it is.</summary>
public sealed class FilesTests
{
    static string Joined(params (string Path, string Text)[] files) => JoinedFiles.Join([.. files.Select(f => new SourceFile(f.Path, "", f.Text))]);

    [Fact]
    public void Each_file_has_its_own_front_matter_and_headings()
    {
        var text = Joined(
            ("docs/a.md", "---\ntitle: Dated post\ndate: 2026-01-02\ntags: [hulls]\n---\n\nLead.\n\n## First\n\na"),
            ("docs/b.md", "# Team\n\n## One\n\nThe first.\n\n## Two\n\nThe second."),
            ("docs/c.md", "---\ntitle: Hidden\ndraft: true\n---\n\nNot yet."),
            ("docs/empty.md", ""));
        var read = DocumentParser.Parse(text);
        Assert.Equal(["/Dated post", "team/One", "team/Two", "/Hidden"], read.Items.Select(i => $"{i.Category}/{i.Title}"));
        Assert.Equal((new DateOnly(2026, 1, 2), "hulls"), (read.Items[0].Date, read.Items[0].Tags[0]));
        Assert.Equal([true, true, true, false], read.Items.Select(i => i.Flags.Published));
        Assert.All(read.Items.SelectMany(i => i.Blocks), b => Assert.Equal(b.Line - 1, text[..b.Start].Count(c => c == '\n')));
        Assert.Contains("The second.", text.Substring(read.Items[2].Blocks[^1].Start, read.Items[2].Blocks[^1].Length), StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_names_its_line_in_the_whole()
    {
        var text = Joined(("a.md", "# A\n\ntext"), ("b.md", "<!-- priority: nine -->\n# B\n\ntext"));
        var warning = Assert.Single(DocumentParser.Parse(text).Warnings);
        Assert.Contains("nine", text.Split('\n')[warning.Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void Items_keep_their_names_when_a_file_is_added_before_them()
    {
        var before = DocumentParser.Parse(Joined(("b.md", "# B\n\ntext of b"), ("c.md", "# C\n\ntext of c")));
        var after = DocumentParser.Parse(Joined(("a.md", "# A\n\ntext of a"), ("b.md", "# B\n\ntext of b"), ("c.md", "# C\n\ntext of c")), before);
        Assert.Equal(before.Items.Select(i => i.Key), after.Items.Skip(1).Select(i => i.Key));
        Assert.Equal(before.Items.SelectMany(i => i.Blocks).Select(b => b.Id), after.Items.Skip(1).SelectMany(i => i.Blocks).Select(b => b.Id));
    }
}
