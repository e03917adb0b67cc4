using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Writing.Composing.Shortening;
using Toombos.Server.Features.Writing.Composing.Voicing;

namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>
/// An item prepared for writing: its title with citations, its body as parts, its sentences as ranked facts. Each is worked out
/// once, when a channel first asks for it.
/// </summary>
sealed class Story(Item item, string language, DraftSentence? edition = null)
{
    /// <summary>Titles with fewer characters need the document's title beside them.</summary>
    const int ShortestHeadline = 10;

    /// <summary>Other names that people give a network in a flag.</summary>
    static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase) { ["twitter"] = "x", ["newsletter"] = "email", ["blog"] = "web", ["website"] = "web", ["toot"] = "mastodon" };

    public Item Item => item;
    public string Key => item.Key;
    public string Language => language;
    public string? Link => item.Link;

    /// <summary>The blocks that carry the title: those that share its words, else the first.</summary>
    public IReadOnlyList<string> Support => field ??= TitleSupport.Of(item);

    /// <summary>The item's title, word for word.</summary>
    public DraftSentence Title => field ??= new(item.Title, SentenceOrigin.Verbatim, Support);

    /// <summary>
    /// The title where it stands alone: one that says too little by itself ("Added", "Usage") behind the document's title.
    /// </summary>
    public IReadOnlyList<DraftSentence> Headline => field ??= edition is not null && PlainTitle.Text.Length < ShortestHeadline && edition.Text.Length > PlainTitle.Text.Length
        ? [edition, Voice.Template("–"), PlainTitle] : [Title];

    /// <summary>The title without emoji, for channels that want none.</summary>
    public DraftSentence PlainTitle => field ??= Decoration.IsDecorated(item.Title) && Decoration.Strip(item.Title) is { Length: > 0 } plain
        ? new(plain, SentenceOrigin.Shortened, Support) : Title;

    /// <summary>The item's sentences in its own order.</summary>
    public IReadOnlyList<Fact> Facts => field ??= StoryFacts.Of(this);

    /// <summary>The item's sentences, the most telling first.</summary>
    public IReadOnlyList<Fact> Ranked => field ??= SentenceRanker.Rank(Facts, language);

    public StoryBody Body => field ??= new(item);

    public ClauseWords Clauses => field ??= ClauseWords.Of(language);

    public bool MayGoTo(ChannelKind channel) => MayGo(item, channel);

    /// <summary>Whether the editor lets an item go to a kind of channel.</summary>
    public static bool MayGo(Item item, ChannelKind channel)
    {
        if (item.Flags.Channels.Count == 0) return true;
        var family = channel.Family.ToString();
        return item.Flags.Channels.Any(flag => Aliases.GetValueOrDefault(flag, flag) is var name
            && (name.Equals(channel.Kind, StringComparison.OrdinalIgnoreCase) || name.Equals(family, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The title as a heading.</summary>
    public DraftPart Heading(int level, bool plain = false) =>
        new() { Role = PartRole.Heading, Level = level, Item = Key, Url = Link, Sentences = [plain ? PlainTitle : Title] };
}
