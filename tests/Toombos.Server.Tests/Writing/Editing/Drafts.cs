using CsCheck;
using Toombos.Client.Documents;
using Toombos.Client.Writing;

namespace Toombos.Server.Tests.Writing.Editing;

/// <summary>Drafts of every shape, with text that looks like Markdown and isn't.</summary>
static class Drafts
{
    static readonly Gen<string> Word = Gen.OneOf(
        Gen.OneOf("hull", "Orust", "19.8", "kg", "€1,890", "*", "_", "a_b", "# ", "-", "->", "→", "1.", "2)", "|", "&amp;", "&copy", "<b>", "[x]", "(y)", "!", "\\", "`",
            "~~~", "===", "---", "{{x}}", "潮汐。", "👩‍👩‍👧", "שלום", "#kayak", "C#", "http://a.example/?q=1&b=2", "e\u0301", "+", ">"),
        Gen.Char['a', 'z'].Array[1, 8].Select(c => new string(c)));

    static readonly Gen<string> Text = Word.Array[1, 9].Select(w => string.Join(' ', w)).Where(t => t.Trim().Length > 0);

    static readonly Gen<DraftSentence> Sentence =
        Gen.Select(Text, Gen.Enum<SentenceOrigin>(), Gen.Int[0, 99], (t, o, n) => new DraftSentence(t + ".", o, o == SentenceOrigin.Template ? [] : [$"block{n:0000000}"]));

    static readonly Gen<DraftPart> AnyPart =
        from role in Gen.OneOf(PartRole.Greeting, PartRole.Intro, PartRole.Heading, PartRole.Paragraph, PartRole.Paragraph, PartRole.ListItem, PartRole.ListItem, PartRole.Quote,
            PartRole.Code, PartRole.TableRow, PartRole.TableRow, PartRole.Image, PartRole.CallToAction, PartRole.Closing, PartRole.Hashtags)
        from sentences in Sentence.Array[1, 3]
        from level in Gen.Int[0, 4]
        from item in Gen.OneOf<string?>(null, "item-a", "item-b")
        from linked in Gen.Bool
        select Shaped(role, sentences, level, item, linked);

    public static readonly Gen<DraftContent> Any =
        from body in AnyPart.Array[0, 14]
        from subject in Sentence
        from title in Sentence
        select new DraftContent
        {
            Language = "en",
            Slug = "a-slug",
            Tags = ["one", "two"],
            Parts = [new() { Role = PartRole.Subject, Sentences = [subject] }, new() { Role = PartRole.SubjectAlternative, Sentences = [title] }, new() { Role = PartRole.Title, Sentences = [title] }, .. body],
        };

    public static readonly Gen<DraftContent> AnyThread =
        from posts in AnyPart.Select(p => p with { Role = p.Role is PartRole.TableRow ? PartRole.Paragraph : p.Role, Level = 0 }).Array[1, 4].Array[1, 4]
        select new DraftContent { Language = "en", Parts = [.. posts.SelectMany((post, i) => post.Select(p => p with { Post = i + 1 }))] };

    static DraftPart Shaped(PartRole role, DraftSentence[] sentences, int level, string? item, bool linked)
    {
        var one = role is PartRole.Heading or PartRole.Code or PartRole.Image or PartRole.CallToAction;
        var said = one ? sentences[..1] : sentences;
        return new()
        {
            Role = role,
            Item = item,
            Level = role switch { PartRole.Heading => 2 + level % 3, PartRole.ListItem => level % 3, PartRole.TableRow => level == 1 ? 1 : 0, _ => 0 },
            Sentences = said,
            Url = role is PartRole.Image or PartRole.CallToAction || role == PartRole.Heading && linked ? "https://tidewater.example/a(b)?x=1&y=2" : null,
            Links = linked && !one && role != PartRole.TableRow ? [new TextLink(said[0].Text, "https://tidewater.example/link")] : [],
        };
    }
}
