using Toombos.Server.Features.Writing.Composing.Stories;
using static Toombos.Server.Tests.Writing.Composing.Compositions;

namespace Toombos.Server.Tests.Writing.Composing;

/// <summary>The sentences that are kept are those that tell the most and can stand alone.</summary>
public class RankingTests
{
    [Fact]
    public void A_sentence_about_what_the_others_are_about_comes_before_an_aside()
    {
        var story = new Story(Item("Ferry timetable",
            "The ferry timetable changes in spring. The ferry leaves the north pier every hour. The weather was nice. The ferry timetable is printed at the north pier. Passengers of the ferry read the timetable at the pier."), "en");
        Assert.Equal("The weather was nice.", story.Ranked[^1].Text);
    }

    [Fact]
    public void A_sentence_that_points_back_is_taken_only_with_the_one_before()
    {
        var story = new Story(Item("A gate", "Visitors come by the thousand each summer to see it. They need 3 keys and 2 cards from Anna Berg.", "The gate is green."), "en");
        Assert.True(story.Facts[1].Leans);
        var picked = Selection.Pick(story, words: 12, _ => true);
        Assert.DoesNotContain(picked, f => f.Leans && picked.All(p => p.Index != f.Index - 1));
    }

    [Fact]
    public void Picked_sentences_read_in_the_order_of_the_source()
    {
        var story = new Story(Item("Numbers", "First comes one thing. Second come 22 things. Third come 333 things from Oslo."), "en");
        var picked = Selection.Pick(story, words: 100, _ => true);
        Assert.Equal([0, 1, 2], picked.Select(f => f.Index));
    }

    [Fact]
    public void A_title_cites_the_blocks_that_share_its_words()
    {
        var item = Item("The oven is running", "A remark about nothing.", "The second oven went into service.");
        Assert.Equal([item.Blocks[1].Id], new Story(item, "en").Support);
        var apart = Item("Winter", "A remark.", "Another remark.");
        Assert.Equal([apart.Blocks[0].Id], new Story(apart, "en").Support);
    }
}
