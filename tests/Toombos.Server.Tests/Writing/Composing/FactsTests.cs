using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing;

namespace Toombos.Server.Tests.Writing.Composing;

public class FactsTests
{
    const string Quotes = """
        # Glass and Light opens on 3 December

        Sixty works by nine glass artists fill the west wing until 28 February. The oldest piece is a Roman flask from the 2nd century.

        > Light is the only material I trust.
        >
        > — Yuki Tanaka

        > "A quiet triumph." — The Northern Review, 14 November 2026

        Tickets cost $18, or $9 for students. Under the varnish of a seascape our conservators found a second ship that nobody had seen for 150 years.
        """;

    [Fact]
    public void Whoever_is_quoted_stands_behind_their_own_words_in_every_post()
    {
        var posts = Composer.Compose(Compositions.Request(Quotes)).Where(d => d.Channel is not ("email" or "web")).SelectMany(d => d.Content.Posts).ToList();

        Assert.All(posts.Where(p => p.Contains("— Yuki", StringComparison.Ordinal)), p => Assert.Contains("I trust. — Yuki Tanaka", p, StringComparison.Ordinal));
        Assert.All(posts.Where(p => p.Contains("— The Northern", StringComparison.Ordinal)), p => Assert.Contains("\"A quiet triumph.\" — The Northern", p, StringComparison.Ordinal));
        Assert.Contains(posts, p => p.Contains("— The Northern", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_without_a_full_stop_are_never_run_together_with_a_sentence()
    {
        var posts = Composer.Compose(Compositions.Request("# Evening breathwork with Priya\n\n*By Ingrid Halvorsen*\n\n**Duration**: 45 minutes\n**Participants**: 38\n\nWe practised box breathing at 5.5 breaths a minute. It calmed most of us within ten minutes of the start.\n"))
            .SelectMany(d => d.Content.Posts.Append(d.Content.TextOf(PartRole.PreviewText) ?? "").Append(d.Content.TextOf(PartRole.Excerpt) ?? "")).ToList();

        Assert.All(posts, p => Assert.DoesNotMatch("(minutes|38) (Part|We)", p));
        Assert.All(posts.Where(p => p.Contains("practised", StringComparison.Ordinal)), p => Assert.DoesNotContain("By Ingrid", p, StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_removed_is_not_announced_as_there()
    {
        var drafts = Composer.Compose(Compositions.Request("# Packrat\n\n## [2.2.0] - 2026-08-30\n\n### Removed\n\n- Python 3.9 support.\n\n### Fixed\n\n- Crash when a file name is empty.\n\n## [2.1.0] - 2026-07-01\n\n### Added\n\n- A progress bar.\n"));

        var posts = drafts.Where(d => d.Channel is not ("email" or "web")).ToList();
        Assert.Contains(posts.SelectMany(d => d.Content.Posts), p => p.Contains("Removed: Python 3.9 support.", StringComparison.Ordinal));
        foreach (var sentence in posts.SelectMany(d => d.Content.Parts).SelectMany(p => p.Sentences).Where(s => s.Text.Contains("Python", StringComparison.Ordinal)))
        {
            Assert.StartsWith("Removed: ", sentence.Text, StringComparison.Ordinal);
            Assert.Equal(SentenceOrigin.Shortened, sentence.Origin);
            Assert.Equal(2, sentence.Blocks.Count);
        }
    }
}
