using System.Text;
using System.Text.Json.Serialization;
using Toombos.Client.Documents;

namespace Toombos.Client.Writing;

/// <summary>How a sentence came to be.</summary>
public enum SentenceOrigin
{
    /// <summary>Word for word from the cited block.</summary>
    Verbatim,
    /// <summary>Words left out of a sentence of the cited block; none added.</summary>
    Shortened,
    /// <summary>Toombos' own wording (greeting, connector, call to action). States no fact.</summary>
    Template,
    /// <summary>Written or changed by a person; cites the blocks it resembles, if any.</summary>
    Edited,
    /// <summary>Written by a model; cites the blocks that it named.</summary>
    Generated,
}

/// <summary>What a part does in its draft.</summary>
public enum PartRole
{
    Subject, SubjectAlternative, PreviewText, Title, Excerpt, SeoTitle, SeoDescription,
    Greeting, Intro, Heading, Paragraph, ListItem, Quote, Code, TableRow, Image, CallToAction, Closing, Hashtags,
}

/// <summary>A sentence and the blocks that support it.</summary>
public sealed record DraftSentence(string Text, SentenceOrigin Origin, IReadOnlyList<string> Blocks);

/// <summary>
/// A paragraph-sized part of a draft. In social drafts <see cref="Post"/> numbers the post it stands in, from 1;
/// elsewhere it is 0. The cells of a table row are its sentences.
/// </summary>
public sealed record DraftPart
{
    public required PartRole Role { get; init; }
    public int Post { get; init; }

    /// <summary>Level of a heading (2–4), depth of a list item, 1 on a table's header row.</summary>
    public int Level { get; init; }
    public required IReadOnlyList<DraftSentence> Sentences { get; init; }

    /// <summary>Key of the item that the part speaks of.</summary>
    public string? Item { get; init; }

    /// <summary>Where a call to action, heading or image leads; the picture's address for an image.</summary>
    public string? Url { get; init; }

    /// <summary>Links on words of the text.</summary>
    public IReadOnlyList<TextLink> Links { get; init; } = [];

    /// <summary>The sentences as one text. Sentences that end in a full-width mark are joined without a space.</summary>
    [JsonIgnore]
    public string Text
    {
        get
        {
            if (Sentences.Count == 1) return Sentences[0].Text;
            if (Role == PartRole.TableRow) return string.Join(" | ", Sentences.Select(s => s.Text));
            var text = new StringBuilder();
            foreach (var sentence in Sentences)
            {
                if (text.Length > 0 && text[^1] is not ('。' or '！' or '？' or '」' or '』' or '\n')) text.Append(' ');
                text.Append(sentence.Text);
            }
            return text.ToString();
        }
    }
}

/// <summary>All that a draft says, in order, for one channel.</summary>
public sealed record DraftContent
{
    /// <summary>Web: last part of the address, <c>[a-z0-9-]</c>, at most 100.</summary>
    public string? Slug { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Where the draft's main call to action leads.</summary>
    public string? Link { get; init; }

    /// <summary>Two-letter language of the text.</summary>
    public required string Language { get; init; }
    public required IReadOnlyList<DraftPart> Parts { get; init; }

    /// <summary>Pictures that go along: with the first post of a thread, or above (the first) and below the text.</summary>
    public IReadOnlyList<DraftPicture> Pictures { get; init => field = value ?? field; } = [];

    /// <summary>Text of the first part with a role, or null.</summary>
    public string? TextOf(PartRole role) => Parts.FirstOrDefault(p => p.Role == role)?.Text;

    /// <summary>The parts that are read as the body: everything but subject lines, titles and descriptions.</summary>
    [JsonIgnore]
    public IEnumerable<DraftPart> Body => Parts.Where(p => p.Role >= PartRole.Greeting);

    /// <summary>The posts of a social draft as the exact texts that would be sent, first to last.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Posts =>
        [.. Parts.Where(p => p.Post > 0).GroupBy(p => p.Post).OrderBy(g => g.Key).Select(g => TextOfPost([.. g]))];

    static string TextOfPost(IReadOnlyList<DraftPart> parts)
    {
        var text = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0) text.Append(parts[i].Role == PartRole.ListItem && parts[i - 1].Role == PartRole.ListItem ? "\n" : "\n\n");
            text.Append(parts[i].Text);
        }
        return text.ToString();
    }
}
