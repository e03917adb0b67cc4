using System.Text.Json.Serialization;

namespace Toombos.Server.Features.Writing.Composing.Social;

/// <summary>How several posts, or one, carry what there is to say.</summary>
enum PostShape
{
    /// <summary>Short posts, numbered when there are several.</summary>
    Thread,
    /// <summary>One structured post.</summary>
    Feed,
    /// <summary>One compact list.</summary>
    Bulletin,
}

/// <summary>What a post begins with.</summary>
enum PostLead
{
    Title,
    /// <summary>Our words, then the title.</summary>
    Opener,
    /// <summary>The most telling sentence.</summary>
    Fact,
    /// <summary>The bare title: a post that follows another.</summary>
    Plain,
}

/// <summary>The habits of one network: data, because they change more often than code should.</summary>
sealed record NetworkStyle
{
    public required PostShape Shape { get; init; }
    public required PostLead Lead { get; init; }

    /// <summary>Most items spoken of.</summary>
    public required int Items { get; init; }

    /// <summary>Words of source text per post (thread) or about the lead (feed, bulletin).</summary>
    public required int Words { get; init; }

    /// <summary>Words about an item that is the only one.</summary>
    public int WordsAlone { get; init; }

    /// <summary>Words of the one fact that follows a further item's title; 0 for titles alone.</summary>
    public int FactWords { get; init; }

    /// <summary>Fewest and most hashtags that are usual.</summary>
    public required IReadOnlyList<int> Hashtags { get; init; }

    /// <summary>start where a thread numbers its posts at their beginning; else at their end.</summary>
    public string? Mark { get; init; }

    /// <summary>Hashtags of several words in CamelCase whatever the tone, so that screen readers can read them.</summary>
    public bool Camel { get; init; }

    /// <summary>Further items that share one post of a thread; one when left out.</summary>
    public int PerPost { get; init; }

    /// <summary>Further items by category.</summary>
    public bool Grouped { get; init; }

    /// <summary>A paragraph per sentence.</summary>
    public bool Airy { get; init; }

    /// <summary>Whether our own phrases may carry the tone's emoji.</summary>
    public bool Emoji { get; init; }

    /// <summary>Whether a question closes the text.</summary>
    public bool Question { get; init; }

    /// <summary>Links in the text can't be followed: name the profile instead.</summary>
    public bool LinkInBio { get; init; }

    [JsonIgnore]
    public bool MarksAtStart => Mark == "start";
}
