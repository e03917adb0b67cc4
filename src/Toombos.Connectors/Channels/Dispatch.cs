namespace Toombos.Connectors.Channels;

/// <summary>How much of a text a model wrote.</summary>
public enum AiUse { Human, Assisted, Generated }

/// <summary>One thing on its way to one receiver. The same key always means the same thing.</summary>
public abstract record Dispatch
{
    Dispatch()
    {
    }

    /// <summary>Letters, digits, dash and underscore; the same at every attempt.</summary>
    public required string Key { get; init; }

    /// <summary>It is no publication: it is put where nobody else sees it, as far as the other side has such a place, and leaves nothing behind when it is taken away. For kinds whose <see cref="Connector.Trial"/> says so.</summary>
    public bool IsTrial { get; init; }

    /// <summary>A mail to one person.</summary>
    public sealed record Mail : Dispatch
    {
        public required string To { get; init; }
        public required string? ToName { get; init; }
        public required string Subject { get; init; }
        public required string Html { get; init; }
        public required string Text { get; init; }
        public required DateTimeOffset Date { get; init; }

        /// <summary>Where one click ends the subscription (RFC 8058).</summary>
        public required string UnsubscribeAddress { get; init; }

        /// <summary>Title and domain-like name of the list (RFC 2919): <c>Harbour news &lt;news.harbour.example&gt;</c>.</summary>
        public required string ListId { get; init; }
    }

    /// <summary>A message to a program.</summary>
    /// <param name="Json">UTF-8, signed byte for byte.</param>
    public sealed record Message(string Type, DateTimeOffset At, ReadOnlyMemory<byte> Json) : Dispatch;

    /// <summary>A whole site as it is to be: what is not among the files is gone afterwards.</summary>
    /// <param name="Files">Relative paths with forward slashes, and their content.</param>
    /// <param name="Page">Path of the page that this dispatch is about, and null where it takes one away.</param>
    public sealed record Site(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files, string? Page) : Dispatch
    {
        /// <summary>By their paths, which say what they show: what lies under one of them in the site before need not be fetched.</summary>
        public IReadOnlyDictionary<string, DispatchPicture> Pictures { get; init; } = new Dictionary<string, DispatchPicture>();
    }

    /// <summary>A page on somebody else's site.</summary>
    public sealed record Article : Dispatch
    {
        public required string Title { get; init; }

        /// <summary>Last part of its address, <c>[a-z0-9-]</c>; the same at every attempt and for every version.</summary>
        public required string Slug { get; init; }

        /// <summary>The text below the title, from our own templates and nobody else's.</summary>
        public required string Html { get; init; }
        public required string Markdown { get; init; }
        public required string? Excerpt { get; init; }
        public required IReadOnlyList<string> Tags { get; init; }

        /// <summary>The first stands above the text, the others below it; none of them is in the text itself.</summary>
        public IReadOnlyList<DispatchPicture> Pictures { get; init; } = [];

        /// <summary>BCP 47.</summary>
        public required string Language { get; init; }
        public required DateTimeOffset At { get; init; }
        public required AiUse Ai { get; init; }

        /// <summary>The page that is up already and gets this text, as the other side calls it.</summary>
        public string? Replaces { get; init; }
    }

    /// <summary>A post, or a thread in which each answers the one before.</summary>
    /// <param name="Texts">At least one.</param>
    /// <param name="Language">BCP 47.</param>
    public sealed record Posts(IReadOnlyList<string> Texts, string Language, DateTimeOffset At, AiUse Ai) : Dispatch
    {
        /// <summary>They belong to the first post.</summary>
        public IReadOnlyList<DispatchPicture> Pictures { get; init; } = [];

        /// <summary>Of pages behind its links that need not be asked.</summary>
        public IReadOnlyList<LinkCard> Cards { get; init; } = [];

        /// <summary>The posts that the memory knows are up already and get these texts; their pictures stay.</summary>
        public bool Changes { get; init; }
    }

    /// <summary>Takes away what was published.</summary>
    /// <param name="Reference">As the other side calls it.</param>
    /// <param name="Memory">What was kept of its parts when it was published.</param>
    public sealed record Removal(string Reference, IReadOnlyDictionary<string, string> Memory) : Dispatch;
}
