using Toombos.Client.Stale;
using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Updating;

namespace Toombos.Server.Tests.Writing.Updating;

/// <summary>What is at fault in a draft when its document changes, and what an update makes of it.</summary>
public sealed class DraftUpdateTests
{
    const string Before = """
        ## New hull

        The hull weighs 20 kg. It is made of cedar and glass. Nobody carries it alone.

        - Delivery takes 6 weeks

        ## Harbour day

        The harbour day is on 12 June 2027. Children paddle for free.
        """;

    static string After(string old, string now) => Before.Replace(old, now, StringComparison.Ordinal);

    static IEnumerable<string> Texts(DraftContent content) => content.Parts.SelectMany(p => p.Sentences).Select(s => s.Text);

    [Fact]
    public async Task A_changed_number_is_rewritten_where_it_stands_and_nothing_else_is_touched()
    {
        var update = Update.One(Before, After("20 kg", "18 kg"), "email");

        var outcome = await update.RunAsync();

        Assert.All(outcome.Sentences, s => Assert.Equal((StaleOutcome.Rewritten, "The hull weighs 18 kg"), (s.Outcome, s.After!.TrimEnd('.'))));
        Assert.Equal(Texts(update.Content).Select(t => t.Replace("20 kg", "18 kg", StringComparison.Ordinal)), Texts(outcome.Content));
        Assert.Contains(outcome.Content.Parts.SelectMany(p => p.Sentences), s => s is { Text: "The hull weighs 18 kg.", Origin: SentenceOrigin.Verbatim });
    }

    [Fact]
    public void A_sentence_that_still_stands_in_a_changed_block_is_not_at_fault()
    {
        var update = Update.One(Before, After("Nobody carries it alone.", "Nobody carries it alone. It floats."), "email");

        Assert.NotEmpty(update.Changes.Changed);
        Assert.Empty(update.Stale.Spots);
    }

    [Fact]
    public async Task A_longer_sentence_is_not_the_same_sentence() =>
        Assert.Contains((await Update.One(Before, After("Children paddle for free.", "Children paddle for free before noon."), "email").RunAsync()).Sentences,
            s => s is { Before: "Children paddle for free.", After: "Children paddle for free before noon." });

    [Fact]
    public async Task What_the_document_no_longer_says_goes_and_its_neighbours_stay()
    {
        var outcome = await Update.One(Before, After(" It is made of cedar and glass.", ""), "email").RunAsync();

        Assert.All(outcome.Sentences, s => Assert.Equal((StaleOutcome.Removed, null), (s.Outcome, s.After)));
        Assert.DoesNotContain(Texts(outcome.Content), t => t.Contains("cedar", StringComparison.Ordinal));
        Assert.Contains(Texts(outcome.Content), t => t == "The hull weighs 20 kg.");
    }

    [Fact]
    public async Task An_item_that_is_gone_takes_its_heading_and_its_button_with_it()
    {
        var linked = Before.Replace("The harbour day is", "- **Link:** https://harbour.example/day\n\nThe harbour day is", StringComparison.Ordinal);
        var update = Update.One(linked, linked[..linked.IndexOf("## Harbour day", StringComparison.Ordinal)], "email");
        Assert.Contains(update.Content.Parts, p => p is { Role: PartRole.CallToAction, Item: "harbour-day" });

        var outcome = await update.RunAsync();

        Assert.DoesNotContain(outcome.Content.Parts, p => p.Item == "harbour-day");
        Assert.Contains(outcome.Sentences, s => s is { Reason: StaleReason.Belongs, Outcome: StaleOutcome.Removed, Role: PartRole.CallToAction });
        Assert.Contains(Texts(outcome.Content), t => t == "The hull weighs 20 kg.");
    }

    [Fact]
    public async Task An_item_that_is_no_longer_published_counts_as_gone()
    {
        var now = "<!-- published: true -->\n" + Before.Replace("## Harbour day", "<!-- published: false -->\n## Harbour day", StringComparison.Ordinal);

        Assert.Contains((await Update.One(Before, now, "email").RunAsync()).Sentences, s => s is { Before: "Children paddle for free.", Outcome: StaleOutcome.Removed });
    }

    [Fact]
    public async Task A_renamed_item_is_renamed_in_the_draft()
    {
        var outcome = await Update.One(Before, After("## Harbour day", "## Harbour weekend"), "email").RunAsync();

        Assert.Contains(outcome.Content.Parts, p => p.Role == PartRole.Heading && p.Text == "Harbour weekend");
        Assert.All(outcome.Sentences, s => Assert.Equal("Harbour weekend", s.After));
    }

    [Fact]
    public async Task A_moved_block_is_no_fault_and_is_cited_where_it_is_now()
    {
        var now = Before.Replace(" Children paddle for free.", "", StringComparison.Ordinal) + "\n\nChildren paddle for free.\n";
        var update = Update.One(Before, now, "email");

        Assert.Empty(update.Stale.Spots);
        var sentence = (await update.RunAsync()).Content.Parts.SelectMany(p => p.Sentences).First(s => s.Text == "Children paddle for free.");
        Assert.Contains(update.Now.SelectMany(i => i.Blocks), b => sentence.Blocks.Contains(b.Id) && b.Text.Contains("Children", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_in_words_are_proposed_with_what_they_count()
    {
        Assert.Equal("We are proud of one degree.", Proposals.For("We are proud of two degrees.", "It holds within two degrees for hours.", "It holds within one degree for hours."));
        Assert.Equal("Come on 3 June!", Proposals.For("Come on 12 May!", "The day is on 12 May.", "The day is on 3 June."));
        Assert.Equal("Ask Bo Berg.", Proposals.For("Ask Anna Lund.", "Anna Lund opens the shed.", "Bo Berg opens the shed."));
        Assert.Null(Proposals.For("All 1,200 of them.", "There are 200.", "There are 300."));
        Assert.Null(Proposals.For("It is warm.", "It is warm there.", "It is cold there."));
    }

    [Fact]
    public async Task A_persons_words_stay_and_the_new_number_is_proposed()
    {
        var update = Update.One(Before, After("20 kg", "18 kg"), "email");
        update = update.Put("The hull weighs 20 kg.", new DraftSentence("Our new hull is down to 20 kg, we are proud of that.", SentenceOrigin.Edited, [update.BlockOf("20 kg")]));

        var kept = Assert.Single((await update.RunAsync()).Sentences, s => s.Origin == SentenceOrigin.Edited);

        Assert.Equal((StaleOutcome.Kept, kept.Before, "Our new hull is down to 18 kg, we are proud of that."), (kept.Outcome, kept.After, kept.Proposal));
        Assert.Contains("18 kg", kept.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_persons_words_about_another_line_of_the_block_are_no_fault()
    {
        var update = Update.One(Before, After("20 kg", "18 kg"), "email");
        update = update.Put("Nobody carries it alone.", new DraftSentence("Nobody should carry it alone.", SentenceOrigin.Edited, [update.BlockOf("20 kg")]));

        Assert.DoesNotContain(update.Stale.Spots, s => update.Content.Parts[s.At.Part].Sentences[s.At.Sentence].Origin == SentenceOrigin.Edited);
    }

    [Fact]
    public async Task A_sentence_without_citations_that_states_the_number_depends_on_it()
    {
        var update = Update.One(Before, After("20 kg", "18 kg"), "email");
        update = update.Put("Nobody carries it alone.", new DraftSentence("All of that in 20 kg!", SentenceOrigin.Edited, []), new DraftSentence("And 21 kg would be too much.", SentenceOrigin.Edited, []));

        var depends = Assert.Single((await update.RunAsync()).Sentences, s => s.Reason == StaleReason.Depends);

        Assert.Equal(("All of that in 20 kg!", StaleOutcome.Kept, "All of that in 18 kg!"), (depends.Before, depends.Outcome, depends.Proposal));
    }

    [Fact]
    public async Task A_shortened_sentence_is_shortened_again()
    {
        var before = Before.Replace("The hull weighs 20 kg.", "The hull (without the seat) weighs 20 kg.", StringComparison.Ordinal);
        var update = Update.One(before, before.Replace("20 kg", "18 kg", StringComparison.Ordinal), "email");
        update = update.Put("The hull (without the seat) weighs 20 kg.", new DraftSentence("The hull weighs 20 kg.", SentenceOrigin.Shortened, [update.BlockOf("20 kg")]));

        Assert.Contains((await update.RunAsync()).Content.Parts.SelectMany(p => p.Sentences), s => s is { Text: "The hull weighs 18 kg.", Origin: SentenceOrigin.Shortened });
    }

    [Fact]
    public async Task A_post_keeps_to_its_limit()
    {
        var before = "## Hull\n\n" + string.Join(' ', Enumerable.Range(1, 4).Select(i => $"The hull of boat {i} is made of cedar, glass and patience.")) + "\n";
        var update = Update.One(before, before.Replace("boat 1 is made of cedar", "boat 1 is made of cedar, which grows slowly on the north side of the island where the wind is kind and the winters are long and " + new string('x', 150), StringComparison.Ordinal), "x");

        var outcome = await update.RunAsync();

        Assert.NotEmpty(outcome.Sentences);
        Assert.All(outcome.Content.Posts, p => Assert.True(update.Channel.Fits("post", p), p));
    }

    [Fact]
    public async Task A_thread_that_loses_a_post_is_counted_anew()
    {
        var items = Enumerable.Range(1, 6).Select(i => $"## Boat number {i} is ready\n\nBoat {i} was built by {(char)('A' + i)}nna and her team over a long winter, and it leaves the yard on {i} May.\n\n").ToList();
        var update = Update.One(string.Concat(items), string.Concat(items.Where((_, i) => i != 2)), "x");
        Assert.True(update.Content.Posts.Count > 2);

        var posts = (await update.RunAsync()).Content.Posts;

        Assert.True(posts.Count <= update.Content.Posts.Count);
        Assert.DoesNotContain(posts, p => p.Contains("Boat 3", StringComparison.Ordinal));
        for (var i = 0; i < posts.Count; i++) Assert.Contains($"{i + 1}/{posts.Count}", posts[i], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_moved_is_followed()
    {
        const string Linked = "## Harbour day\n\n- **Link:** https://harbour.example/day\n\nThe harbour day is on 12 June 2027. Children paddle for free.\n";

        foreach (var update in Update.Of(Linked, Linked.Replace("/day", "/weekend", StringComparison.Ordinal), "email", "web", "bluesky"))
        {
            var text = Toombos.Server.Platform.Database.Json.Write((await update.RunAsync()).Content);
            Assert.DoesNotContain("harbour.example/day", text, StringComparison.Ordinal);
            Assert.NotEmpty(update.Stale.Spots);
        }
    }

    [Fact]
    public async Task A_document_that_says_none_of_it_any_more_leaves_nothing() =>
        Assert.True((await Update.One(Before, "## Something else\n\nNew words about another matter entirely.\n", "bluesky").RunAsync()).SaysNothing);
}
