using System.Text;
using CsCheck;
using Toombos.Client.Checks;
using Toombos.Client.Stale;
using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Updating;

namespace Toombos.Server.Tests.Writing.Updating;

/// <summary>What holds for any document, any change of it and any draft that was written from it.</summary>
public sealed class UpdatePropertyTests
{
    enum Fate { Stays, Changes, Goes, Grows, IsReplaced }

    sealed record Line(string Subject, string Verb, int Number, string Tail, Fate Fate)
    {
        public string Text => $"{Subject} {Verb} {Number} {Tail}.";

        public string? Now => Fate switch
        {
            Fate.Stays => Text,
            Fate.Changes => $"{Subject} {Verb} {Number + 1} {Tail}.",
            Fate.Grows => $"{Subject} {Verb} {Number} {Tail}, which took a whole winter.",
            Fate.IsReplaced => $"Nobody knows the way to the {Subject[^3..]} shed.",
            _ => null,
        };
    }

    sealed record Paragraph(Line[] Lines, bool Listed);

    sealed record Section(string Title, Paragraph[] Paragraphs, int Fate);

    static readonly Gen<Fate> AnyFate = Gen.OneOf(Gen.Const(Fate.Stays), Gen.Const(Fate.Stays), Gen.Const(Fate.Stays), Gen.Enum<Fate>());

    static readonly Gen<Line> AnyLine = Gen.Select(
        Gen.OneOf<string>("The yard in Orust", "Anna Lund", "Our oldest kayak", "The harbour office", "A crew of four"), Gen.OneOf<string>("sold", "repaired", "counted", "painted"),
        Gen.Int[2, 400], Gen.OneOf<string>("boats in spring", "paddles (all by hand)", "visitors, as every year", "hulls of cedar"), AnyFate, (s, v, n, t, f) => new Line(s, v, n, t, f));

    static readonly Gen<Section> AnySection = Gen.Select(
        Gen.OneOf<string>("News from the yard", "Harbour", "People we thank", "Numbers of the season"), Gen.Select(AnyLine.Array[1, 4], Gen.Bool, (l, b) => new Paragraph(l, b)).Array[1, 3], Gen.Int[0, 9], (t, p, f) => new Section(t, p, f));

    static string Then(Section[] sections) => Document(sections, s => s.Title, l => l.Text);

    /// <summary>Of ten sections one goes, one is renamed and one moves to the end.</summary>
    static string Now(Section[] sections)
    {
        var kept = sections.Select((s, i) => (Section: s, Index: i)).Where(s => s.Section.Fate != 0 || sections.Length == 1).OrderBy(s => s.Section.Fate == 2).ToList();
        return Document([.. kept.Select(k => k.Section with { Title = k.Section.Fate == 1 ? $"{k.Section.Title} revisited" : k.Section.Title })], s => s.Title, l => l.Now);
    }

    static string Document(Section[] sections, Func<Section, string> title, Func<Line, string?> line)
    {
        var text = new StringBuilder();
        foreach (var section in sections)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"## {title(section)}\n\n");
            foreach (var paragraph in section.Paragraphs)
            {
                var lines = paragraph.Lines.Select(line).OfType<string>().ToList();
                if (lines.Count == 0) continue;
                if (paragraph.Listed) text.Append(string.Concat(lines.Select(l => $"- {l.TrimEnd('.')}\n"))).Append('\n');
                else text.Append(string.Join(' ', lines)).Append("\n\n");
            }
        }
        return text.Append("## Always here\n\nThe kettle is on.\n").ToString();
    }

    static readonly Gen<IReadOnlyList<Update>> AnyUpdates =
        from sections in AnySection.Array[1, 4]
        from edits in Gen.Int[0, 30].Array[3]
        select (IReadOnlyList<Update>)[.. Update.Of(Then(sections), Now(sections), "email", "web", "x", "bluesky", "linkedin").Select(u => Edited(u, edits))];

    /// <summary>Some sentences become a person's own.</summary>
    static Update Edited(Update update, int[] edits)
    {
        var n = 0;
        var parts = update.Content.Parts.Select(p => p with
        {
            Sentences = [.. p.Sentences.Select(s => s.Blocks.Count > 0 && edits.Contains(n++) ? new DraftSentence($"We are glad that {s.Text}", SentenceOrigin.Edited, n % 3 == 0 ? [] : s.Blocks) : s)],
        }).ToList();
        return update.With(update.Content with { Parts = parts });
    }

    static bool RestsOnChange(Update update, DraftPart part, DraftSentence sentence)
    {
        var items = update.Then.Where(i => i.Key == part.Item || i.Blocks.Any(b => sentence.Blocks.Contains(b.Id))).Select(i => i.Key);
        return sentence.Blocks.Concat(items.SelectMany(key => new[] { SourceText.TitleOf(key), SourceText.LinkOf(key) })).Any(update.Changes.IsChanged);
    }

    [Fact]
    public void A_sentence_that_cites_nothing_changed_is_never_named() => AnyUpdates.Sample(updates =>
    {
        foreach (var update in updates)
            foreach (var spot in update.Stale.Spots)
            {
                var part = update.Content.Parts[spot.At.Part];
                var sentence = part.Sentences[spot.At.Sentence];
                if (sentence.Blocks.Count > 0) Assert.True(RestsOnChange(update, part, sentence), sentence.Text);
                else Assert.Equal(StaleReason.Depends, spot.Reason);
            }
    }, iter: 150);

    [Fact]
    public Task Every_other_sentence_stays_byte_for_byte() => AnyUpdates.SampleAsync(async updates =>
    {
        foreach (var update in updates)
        {
            var outcome = await update.RunAsync();
            var told = outcome.Sentences.ToDictionary(s => s.At);
            var expected = from part in update.Content.Parts.Index()
                           from sentence in part.Item.Sentences.Index()
                           let said = told.GetValueOrDefault(new SentencePlace(part.Index, sentence.Index))
                           where said?.Outcome != StaleOutcome.Removed
                           select said?.Outcome == StaleOutcome.Rewritten ? said.After : sentence.Item.Text;
            Assert.Equal(expected, outcome.Content.Parts.SelectMany(p => p.Sentences).Select(s => s.Text));
        }
    }, iter: 150);

    [Fact]
    public Task A_persons_words_are_never_rewritten() => AnyUpdates.SampleAsync(async updates =>
    {
        foreach (var update in updates)
            Assert.Equal(update.Content.Parts.SelectMany(p => p.Sentences).Where(s => s.Origin == SentenceOrigin.Edited), (await update.RunAsync()).Content.Parts.SelectMany(p => p.Sentences).Where(s => s.Origin == SentenceOrigin.Edited));
    }, iter: 100);

    [Fact]
    public Task After_an_update_nothing_in_the_documents_words_is_at_fault_and_posts_fit() => AnyUpdates.SampleAsync(async updates =>
    {
        foreach (var update in updates)
        {
            var outcome = await update.RunAsync();
            var now = update.Now.SelectMany(i => i.Blocks).ToDictionary(b => b.Id, b => b.Text);
            foreach (var sentence in outcome.Content.Parts.Where(p => p.Role is PartRole.Paragraph or PartRole.ListItem).SelectMany(p => p.Sentences).Where(s => s.Origin == SentenceOrigin.Verbatim))
                Assert.True(sentence.Blocks.Any(now.ContainsKey) || update.Now.Any(i => i.Title == sentence.Text && i.Blocks.Count == 0), sentence.Text);
            foreach (var sentence in outcome.Sentences.Where(s => s is { Outcome: StaleOutcome.Rewritten, Reason: StaleReason.Cites, Role: PartRole.Paragraph } && !s.After!.EndsWith('…')))
                Assert.True(now.Values.Any(text => Kinship.Within(sentence.After!, text) == 1), $"{sentence.Before} -> {sentence.After}");
            if (update.Content.Posts.All(p => update.Channel.Fits("post", p)))
                for (var i = 0; i < outcome.Content.Posts.Count; i++) Assert.True(update.Channel.Fits("post", outcome.Content.Posts[i]), outcome.Content.Posts[i]);
            Assert.Equal(Enumerable.Range(1, outcome.Content.Posts.Count), outcome.Content.Parts.Select(p => p.Post).Where(n => n > 0).Distinct().Order());
        }
    }, iter: 150);

    [Fact]
    public Task Without_a_change_a_draft_is_the_same_object() => AnyUpdates.SampleAsync(async updates =>
    {
        foreach (var update in updates)
        {
            var same = update with { Now = update.Then };
            var outcome = await DraftUpdate.RunAsync(same.Content, StaleReading.Of(same.Content, same.Claims, new(same.Then, same.Then)), new(same.Then, same.Then), same.Channel, new PlainRewriter(), TestContext.Current.CancellationToken);
            Assert.Empty(outcome.Sentences);
            Assert.True(outcome.Content.Parts.SequenceEqual(same.Content.Parts));
        }
    }, iter: 40);

    [Fact]
    public Task The_same_update_gives_the_same_bytes() => AnyUpdates.SampleAsync(async updates =>
    {
        foreach (var update in updates) Assert.Equal(Toombos.Server.Platform.Database.Json.Write((await update.RunAsync()).Content), Toombos.Server.Platform.Database.Json.Write((await update.RunAsync()).Content));
    }, iter: 20);
}
