namespace Toombos.Connectors.Channels;

/// <summary>One thing on its way to one receiver. The same key always means the same thing.</summary>
public abstract record Dispatch
{
    Dispatch()
    {
    }

    /// <summary>Letters, digits, dash and underscore; the same at every attempt.</summary>
    public required string Key { get; init; }

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
    public sealed record Site(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files, string? Page) : Dispatch;
}
