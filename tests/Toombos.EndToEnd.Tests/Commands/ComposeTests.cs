using System.Text.Json;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Architecture;

namespace Toombos.EndToEnd.Tests.Commands;

/// <summary>The whole job in the terminal, by the real executable.</summary>
public sealed class ComposeTests : IDisposable
{
    static readonly string Sample = Repository.PathOf("samples", "living-document.md");

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_writes_a_newsletter_a_site_and_social_posts()
    {
        var ended = await Terminal.RunAsync(_folder.Path, "compose", Sample, "--out", "out");
        Assert.True(ended.Code == 0, ended.Errors);
        var written = _folder.Content("out");
        Assert.Contains("newsletter.html", written);
        Assert.Contains("newsletter.txt", written);
        Assert.Contains("report.json", written);
        Assert.Contains("web/feed.xml", written);
        Assert.Contains("web/sitemap.xml", written);
        foreach (var network in (string[])["x", "linkedin", "facebook", "instagram", "threads", "bluesky", "mastodon", "telegram", "discord", "slack"])
            Assert.Contains(written, file => file.StartsWith($"social/{network}-", StringComparison.Ordinal) && file.EndsWith(".txt", StringComparison.Ordinal));
        Assert.DoesNotContain(_folder.Content(), name => name.StartsWith('.'));
        Assert.All(written.Where(f => f.Contains('.', StringComparison.Ordinal)), f => Assert.NotEqual(0, new FileInfo(_folder.File($"out/{f}")).Length));
    }

    [Fact]
    public async Task The_same_document_gives_the_same_bytes()
    {
        await Terminal.RunAsync(_folder.Path, "compose", Sample, "--out", "one");
        await Terminal.RunAsync(_folder.Path, "compose", Sample, "--out", "two");
        var one = _folder.Content("one");
        Assert.NotEmpty(one);
        Assert.Equal(one, _folder.Content("two"));
        foreach (var file in one.Where(f => File.Exists(_folder.File($"one/{f}"))))
            Assert.True(File.ReadAllBytes(_folder.File($"one/{file}")).AsSpan().SequenceEqual(File.ReadAllBytes(_folder.File($"two/{file}"))), $"{file} differs");
    }

    [Fact]
    public async Task Json_prints_the_report_and_nothing_else()
    {
        var ended = await Terminal.RunAsync(_folder.Path, "compose", Sample, "--out", "out", "--json");
        Assert.Equal(0, ended.Code);
        using var report = JsonDocument.Parse(ended.Output);
        Assert.Equal(JsonValueKind.Object, report.RootElement.ValueKind);
        Assert.Equal(File.ReadAllText(_folder.File("out/report.json")).Trim(), ended.Output.Trim());
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        var ended = await Terminal.RunAsync(_folder.Path, "compose", Sample, "--out", "out", "--dry-run");
        Assert.Equal(0, ended.Code);
        Assert.Empty(_folder.Content());
    }

    [Fact]
    public async Task Only_the_channels_that_were_asked_for()
    {
        var ended = await Terminal.RunAsync(_folder.Path, "compose", Sample, "--out", "out", "--channels", "email,bluesky");
        Assert.True(ended.Code == 0, ended.Errors);
        var files = _folder.Content("out").Where(f => File.Exists(_folder.File($"out/{f}"))).ToList();
        Assert.Contains("newsletter.html", files);
        Assert.Contains(files, f => f.StartsWith("social/bluesky-", StringComparison.Ordinal));
        Assert.DoesNotContain(files, f => f.StartsWith("web/", StringComparison.Ordinal) || f.StartsWith("social/x-", StringComparison.Ordinal));
    }

    public static TheoryData<string, string[]> Mistakes => new()
    {
        { "a missing file", ["compose", "nowhere.md", "--out", "out"] },
        { "an empty file", ["compose", "empty.md", "--out", "out"] },
        { "white space only", ["compose", "blank.md", "--out", "out"] },
        { "a binary file", ["compose", "binary.md", "--out", "out"] },
        { "text that is not UTF-8", ["compose", "latin1.md", "--out", "out"] },
        { "a folder", ["compose", ".", "--out", "out"] },
        { "an unknown flag", ["compose", "good.md", "--out", "out", "--frobnicate"] },
        { "an unknown channel", ["compose", "good.md", "--out", "out", "--channels", "myspace"] },
        { "an unknown voice", ["compose", "good.md", "--out", "out", "--voice", "shouting"] },
        { "an unknown template", ["compose", "good.md", "--out", "out", "--template", "papyrus"] },
        { "a day that does not exist", ["compose", "good.md", "--out", "out", "--since", "2026-02-30"] },
        { "a day after every item", ["compose", "good.md", "--out", "out", "--since", "2999-01-01"] },
        { "no file at all", ["compose"] },
        { "an output that is a file", ["compose", "good.md", "--out", "good.md"] },
        { "a role that does not exist", ["--role", "butler"] },
        { "a port that does not exist", ["demo", "--port", "99999"] },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public async Task A_mistake_gets_one_sentence_exit_code_2_and_nothing_is_written(string mistake, string[] arguments)
    {
        File.WriteAllText(_folder.File("good.md"), "# News\n\n## Tips\n\n### Breathe slowly\n\n- **Date:** 2026-01-05\n- **Content:** Six breaths a minute calm most people, says the clinic.\n");
        File.WriteAllText(_folder.File("empty.md"), "");
        File.WriteAllText(_folder.File("blank.md"), " \n\t\n");
        File.WriteAllBytes(_folder.File("binary.md"), [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0xFF]);
        File.WriteAllBytes(_folder.File("latin1.md"), [.. "# Caf"u8, 0xE9, .. "\n\nBonjour tout le monde\n"u8]);
        var before = _folder.Content();

        var ended = await Terminal.RunAsync(_folder.Path, arguments);

        Assert.True(ended.Code == 2, $"{mistake}: exit code {ended.Code}\n{ended.Output}\n{ended.Errors}");
        var said = ended.Errors.Trim();
        Assert.NotEmpty(said);
        Assert.DoesNotContain('\n', said);
        Assert.DoesNotContain("Exception", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Content());
    }

    [Fact]
    public async Task Help_names_every_command()
    {
        var ended = await Terminal.RunAsync(_folder.Path, "--help");
        Assert.Equal(0, ended.Code);
        foreach (var command in (string[])["demo", "compose", "--role"]) Assert.Contains(command, ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--out", "", "Name a folder with --out.")]
    [InlineData("--brand", "", "A brand's name has 1 to 100 characters.")]
    public async Task An_option_without_a_value_is_told_in_a_sentence(string option, string value, string sentence)
    {
        var ended = await Terminal.RunAsync(_folder.Path, "compose", Sample, option, value);
        Assert.Equal((2, sentence), (ended.Code, ended.Errors.Trim()));
        Assert.Empty(_folder.Content());
    }

    [Fact]
    public async Task A_device_without_end_is_too_large_like_any_other_file()
    {
        var ended = await Terminal.RunAsync(_folder.Path, "compose", "/dev/zero", "--out", "out");
        Assert.Equal(2, ended.Code);
        Assert.Contains("larger than 10 MB", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(_folder.Content());
    }

    [Fact]
    public async Task A_post_named_index_does_not_take_the_place_of_the_list_of_posts()
    {
        await File.WriteAllTextAsync(_folder.File("index.md"), "# Site\n\n## Index\n\nThe index of prices is out.\n\n## Prices\n\nOther prices are as they were.\n", TestContext.Current.CancellationToken);
        var ended = await Terminal.RunAsync(_folder.Path, "compose", "index.md", "--out", "out", "--channels", "web");
        Assert.True(ended.Code == 0, ended.Errors);
        Assert.Contains("web/index-2.html", _folder.Content("out"));
        Assert.Contains("index-2.html", await File.ReadAllTextAsync(_folder.File("out/web/index.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
