using Toombos.Client.Writing;

namespace Toombos.Client.Publishing;

/// <summary>
/// The body of the message that a webhook channel gets, signed by Standard Webhooks. The header <c>webhook-id</c> is the same at every attempt:
/// whoever has seen it has seen this message.
/// </summary>
public sealed record PublicationMessage
{
    public const string Published = "publication.published";

    /// <summary><c>publication.published</c>; a receiver leaves alone what it does not know.</summary>
    public required string Type { get; init; }

    /// <summary>When it was to go out.</summary>
    public required DateTimeOffset Timestamp { get; init; }
    public required MessageContent Data { get; init; }
}

/// <summary>What was published, and on whose word.</summary>
public sealed record MessageContent
{
    public required Guid PublicationId { get; init; }
    public required Guid PieceId { get; init; }
    public required Guid DraftId { get; init; }
    public required int VersionNumber { get; init; }

    /// <summary>SHA-256 of the approved text.</summary>
    public required string ContentHash { get; init; }
    public string? ApprovedBy { get; init; }

    /// <summary>How much a model wrote; for networks that ask.</summary>
    public required AiShare Ai { get; init; }

    /// <summary>What the draft was written for: <c>email</c>, <c>web</c>, <c>x</c>, …</summary>
    public required string WrittenFor { get; init; }

    /// <summary>Two-letter language.</summary>
    public required string Language { get; init; }
    public required string Title { get; init; }
    public string? Excerpt { get; init; }

    /// <summary>Last part of a web address, for drafts that are pages.</summary>
    public string? Slug { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Plain text.</summary>
    public required string Text { get; init; }

    /// <summary>A complete page, for email and web.</summary>
    public string? Html { get; init; }

    /// <summary>The single posts, for social drafts.</summary>
    public IReadOnlyList<string> Posts { get; init; } = [];

    /// <summary>In their order.</summary>
    public IReadOnlyList<MessagePicture> Pictures { get; init; } = [];

    /// <summary>Sentences and the blocks of the source that they rest on.</summary>
    public IReadOnlyList<DraftSentence> Citations { get; init; } = [];
}

/// <summary>A picture of what was published, as it is stored.</summary>
/// <param name="Address">Where it can be fetched for years.</param>
/// <param name="AltText">What it shows, for those who can't see it.</param>
/// <param name="ContentType"><c>image/png</c>, <c>image/jpeg</c> or <c>image/webp</c>.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
public sealed record MessagePicture(string Address, string AltText, string ContentType, long Size, int Width, int Height);
