using CsCheck;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Writing.Composing;
using Toombos.Server.Features.Writing.Editing;
using Toombos.Server.Tests.Rendering;

namespace Toombos.Server.Tests.Writing.Editing;

public class DraftEditingTests
{
    static readonly Item Item = new()
    {
        Key = "skerry",
        Title = "Skerry",
        Anchor = "Skerry",
        Type = ItemType.Update,
        Line = 1,
        Blocks =
        [
            Block("hull00000001", "The Skerry 14 now weighs 19.8 kg, down from 23.4 kg. The price stays at €1,890."),
            Block("oven00000001", "The second curing oven went into service on 1 October."),
        ],
    };

    static Block Block(string id, string text) => new() { Id = id, Kind = BlockKind.Paragraph, Text = text, Hash = "0", Line = 1, Start = 0, Length = text.Length };

    static DraftContent Apply(DraftContent before, Func<EditableDraft, EditableDraft> edit, ChannelFamily family = ChannelFamily.Email) =>
        DraftEditing.Apply(family, before, edit(DraftEditing.ToEditable(family, before)), [Item]);

    static DraftContent ApplyBody(DraftContent before, Func<string, string> edit) => Apply(before, e => e with { Body = edit(e.Body!) });

    [Fact]
    public void A_text_that_nobody_touched_is_the_same_draft() =>
        Drafts.Any.Sample(draft => Assert.Equal(draft.Parts, Apply(draft, e => e, ChannelFamily.Web).Parts));

    [Fact]
    public void A_thread_that_nobody_touched_is_the_same_draft() =>
        Drafts.AnyThread.Sample(draft => Assert.Equal(draft.Parts, Apply(draft, e => e, ChannelFamily.Social).Parts));

    [Fact]
    public void Every_draft_of_the_sample_survives_an_edit_elsewhere_in_it()
    {
        var document = DocumentParser.Parse(Sample());
        var drafts = Composer.Compose(new()
        {
            Title = document.Title!,
            Items = document.Items,
            Brand = Edition.Brand,
            Voice = "encouraging",
            Template = "modern",
            Language = "en",
            Channels = [.. ChannelKinds.All.Where(k => k.Writable)],
        });
        Assert.NotEmpty(drafts);
        foreach (var draft in drafts)
        {
            var family = ChannelKinds.Find(draft.Channel)!.Family;
            var before = draft.Content;
            var text = DraftEditing.ToEditable(family, before);
            var untouched = DraftEditing.Apply(family, before, text, document.Items);
            Assert.Equal(before.Parts, untouched.Parts);
            Assert.Equal((before.Slug, before.Link, before.Tags), (untouched.Slug, untouched.Link, untouched.Tags));
            var edited = DraftEditing.Apply(family, before, text with { Body = text.Body + "\n\nMore.", Posts = [.. text.Posts, "More."] }, document.Items);
            Assert.Equal(before.Parts, edited.Parts.Take(before.Parts.Count));
        }
    }

    static string Sample()
    {
        using var reader = new StreamReader(typeof(DraftEditing).Assembly.GetManifestResourceStream("samples.living-document.md")!);
        return reader.ReadToEnd();
    }

    [Fact]
    public void A_paragraph_added_below_leaves_every_part_above_as_it_was() => Drafts.Any.Sample(draft =>
    {
        var after = ApplyBody(draft, b => b + "\n\nSomething of my own");
        Assert.Equal(draft.Parts, after.Parts.Take(draft.Parts.Count));
        Assert.Equal("Something of my own", after.Parts[^1].Text);
        Assert.Equal(draft.Parts.Count + 1, after.Parts.Count);
    });

    [Fact]
    public void A_post_added_to_a_thread_leaves_the_others_as_they_were() => Drafts.AnyThread.Sample(draft =>
    {
        var after = Apply(draft, e => e with { Posts = [.. e.Posts, "Something of my own"] }, ChannelFamily.Social);
        Assert.Equal(draft.Parts, after.Parts.Take(draft.Parts.Count));
        Assert.Equal(draft.Parts.Count + 1, after.Parts.Count);
    });

    [Fact]
    public void The_edited_text_comes_back_as_it_was_saved() => Drafts.Any.Sample(draft =>
    {
        var once = DraftEditing.ToEditable(ChannelFamily.Web, ApplyBody(draft, b => b + "\n\nMore, *and* more."));
        var twice = DraftEditing.ToEditable(ChannelFamily.Web, ApplyBody(ApplyBody(draft, b => b + "\n\nMore, *and* more."), b => b));
        Assert.Equal(once.Body, twice.Body);
    });

    [Fact]
    public void A_changed_sentence_is_the_persons_own_and_cites_what_it_resembles_while_its_neighbours_stay()
    {
        var before = Edition.Content(new DraftPart
        {
            Role = PartRole.Intro,
            Item = "skerry",
            Sentences =
            [
                new("The Skerry 14 now weighs 19.8 kg.", SentenceOrigin.Shortened, ["hull00000001"]),
                new("The price stays at €1,890.", SentenceOrigin.Verbatim, ["hull00000001"]),
                new("Enjoy the read!", SentenceOrigin.Template, []),
            ],
        });
        var part = Assert.Single(ApplyBody(before, b => b.Replace("now weighs 19.8 kg.", "now weighs just 19.8 kg!", StringComparison.Ordinal)).Parts);
        Assert.Equal(PartRole.Intro, part.Role);
        Assert.Equal("skerry", part.Item);
        Assert.Equal([SentenceOrigin.Edited, SentenceOrigin.Verbatim, SentenceOrigin.Template], part.Sentences.Select(s => s.Origin));
        Assert.Equal(["hull00000001"], part.Sentences[0].Blocks);
        Assert.Equal(before.Parts[0].Sentences.Skip(1), part.Sentences.Skip(1));
    }

    [Fact]
    public void A_sentence_taken_word_for_word_from_the_source_is_verbatim()
    {
        var after = ApplyBody(Edition.Content(Edition.Ours(PartRole.Greeting, "Hello,")), b => b + "\n\nThe second curing oven went into service on 1 October.");
        Assert.Equal(new(SentenceOrigin.Verbatim, "oven00000001", "skerry"), (after.Parts[^1].Sentences[0].Origin, after.Parts[^1].Sentences[0].Blocks[0], after.Parts[^1].Item));
    }

    [Theory]
    [InlineData("Our boats cure back pain.")]
    [InlineData("Hello, our boats never sink.")]
    [InlineData("Wow")]
    public void What_the_source_does_not_say_cites_nothing_and_is_never_a_template(string claim)
    {
        var sentence = ApplyBody(Edition.Content(Edition.Ours(PartRole.Greeting, "Hello,")), _ => claim).Parts.SelectMany(p => p.Sentences).Single();
        Assert.Equal(SentenceOrigin.Edited, sentence.Origin);
        Assert.Empty(sentence.Blocks);
    }

    [Fact]
    public void A_template_sentence_is_only_one_in_the_kind_of_part_it_stood_in()
    {
        var after = ApplyBody(Edition.Content(Edition.Ours(PartRole.CallToAction, "Order now") with { Url = "https://tidewater.example/" }), b => b + "\n\n## Order now");
        Assert.Equal([SentenceOrigin.Template, SentenceOrigin.Edited], after.Parts.Select(p => p.Sentences[0].Origin));
    }

    [Fact]
    public void Moved_parts_keep_what_they_cite()
    {
        var before = Edition.Content(Edition.Part(PartRole.Paragraph, "One."), Edition.Part(PartRole.Paragraph, "Two."), Edition.Ours(PartRole.Closing, "Bye."));
        Assert.Equal([before.Parts[2], before.Parts[1], before.Parts[0]], ApplyBody(before, _ => "Bye.\n\nTwo.\n\nOne.").Parts);
    }

    [Fact]
    public void Markdown_that_people_write_becomes_parts()
    {
        var parts = ApplyBody(Edition.Content(), _ => """
            # Big

            Some **bold** words and a [link](https://tidewater.example/a).

            1. first
               - inner
            2. second

            > A quote

            ![A boat](https://tidewater.example/b.jpg)

            | Boat | Weight |
            |------|-------:|
            | Skerry | 19.8 |

            ```csharp
            var x = 1;
            ```

            -> [Order now](https://tidewater.example/order)

            <script>alert(1)</script>
            """).Parts;
        Assert.Equal(
            [PartRole.Heading, PartRole.Paragraph, PartRole.ListItem, PartRole.ListItem, PartRole.ListItem, PartRole.Quote, PartRole.Image, PartRole.TableRow, PartRole.TableRow,
                PartRole.Code, PartRole.CallToAction, PartRole.Paragraph],
            parts.Select(p => p.Role));
        Assert.Equal("Some bold words and a link.", parts[1].Text);
        Assert.Equal([new TextLink("link", "https://tidewater.example/a")], parts[1].Links);
        Assert.Equal([0, 1, 0], parts.Skip(2).Take(3).Select(p => p.Level));
        Assert.Equal(("https://tidewater.example/b.jpg", "A boat"), (parts[6].Url, parts[6].Text));
        Assert.Equal([1, 0], parts.Skip(7).Take(2).Select(p => p.Level));
        Assert.Equal(("Order now", "https://tidewater.example/order"), (parts[10].Text, parts[10].Url));
        Assert.Equal("<script>alert(1)</script>", parts[11].Text);
    }

    [Fact]
    public void A_link_that_runs_code_is_only_its_words()
    {
        var part = Assert.Single(ApplyBody(Edition.Content(), _ => "[Press](javascript:alert(1)) <data:text/html,x>").Parts);
        Assert.Empty(part.Links);
        Assert.StartsWith("Press", part.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_change_appear_and_disappear()
    {
        var before = Edition.Content(Edition.Part(PartRole.Subject, "Old subject"), Edition.Part(PartRole.SubjectAlternative, "Another"), Edition.Part(PartRole.PreviewText, "Old preview"), Edition.Part(PartRole.Paragraph, "Body."));
        var after = Apply(before, e => e with { Subject = "New\nsubject", PreviewText = " ", SeoTitle = "For search", Slug = "Ett nytt namn!", Tags = [" a ", "", "a", "b"] });
        Assert.Equal([PartRole.Subject, PartRole.SubjectAlternative, PartRole.SeoTitle, PartRole.Paragraph], after.Parts.Select(p => p.Role));
        Assert.Equal(("New subject", SentenceOrigin.Edited), (after.Parts[0].Text, after.Parts[0].Sentences[0].Origin));
        Assert.Same(before.Parts[3], after.Parts[3]);
        Assert.Equal(["a", "b"], after.Tags);
        Assert.Matches("^[a-z0-9-]{1,100}$", after.Slug);
    }

    [Fact]
    public void The_main_link_follows_its_call_to_action()
    {
        var before = Edition.Content(Edition.Ours(PartRole.CallToAction, "Order") with { Url = "https://tidewater.example/old" }) with { Link = "https://tidewater.example/old" };
        Assert.Equal("https://tidewater.example/new", ApplyBody(before, b => b.Replace("old", "new", StringComparison.Ordinal)).Link);
    }

    [Fact]
    public void Posts_come_back_exactly_as_they_were_typed()
    {
        var before = Edition.Content(Edition.Part(PartRole.Paragraph, "A hook.", "And more.") with { Post = 1 }, Edition.Ours(PartRole.Hashtags, "#kayak #orust") with { Post = 1 });
        string[] posts = ["A hook.\nOn two lines. And more.\n\n• one\n• two\n\n#kayak #sea", "Second 👩‍👩‍👧 post.", "   "];
        var after = Apply(before, e => e with { Posts = posts }, ChannelFamily.Social);
        Assert.Equal(posts[..2], after.Posts);
        Assert.Equal([1, 1, 1, 2], after.Parts.Select(p => p.Post));
        Assert.Equal(PartRole.Hashtags, after.Parts[2].Role);
        Assert.Equal(before.Parts[0].Sentences[1], after.Parts[0].Sentences[^1]);
    }

    [Theory]
    [InlineData('>')]
    [InlineData('[')]
    [InlineData('*')]
    [InlineData('|')]
    [InlineData('`')]
    [InlineData('\0')]
    [InlineData('\ud800')]
    [InlineData('\u202e')]
    [InlineData('-')]
    public void Hostile_text_neither_hangs_nor_crashes(char c)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var body in (string[])[new string(c, 100_000), string.Concat(Enumerable.Repeat($"{c} ", 50_000)), string.Concat(Enumerable.Repeat($"{c}a\n", 30_000)), string.Concat(Enumerable.Repeat($"a {c} a\n\n", 20_000))])
        {
            try
            {
                var after = ApplyBody(Edition.Newsletter, _ => body);
                Assert.NotNull(DraftEditing.ToEditable(ChannelFamily.Email, after).Body);
            }
            catch (Toombos.Server.Platform.Http.DomainRuleException rule)
            {
                Assert.Equal("draft.unreadable", rule.Code);
            }
        }
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void What_nobody_can_see_does_not_stay_in_a_text()
    {
        var draft = Apply(Drafts.Any.Single(), e => e with { Subject = "By Z\u200belda\u202e Z\u00adyx", Title = "\u200b", Body = "A boat for 9\u200b99 euro, 9&zwnj;99 euro.\n\n\u200b\n\n\U000e0039" });

        Assert.Equal("By Zelda Zyx", draft.TextOf(PartRole.Subject));
        Assert.Null(draft.TextOf(PartRole.Title));
        Assert.Equal("A boat for 999 euro, 999 euro.", Assert.Single(draft.Body).Text);
    }
}
