using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Documents;

/// <summary>Where a living document is kept.</summary>
public enum SourceKind { Paste, Upload, Url, Folder, GoogleDoc, Notion }

/// <summary>Registers a living document. <c>Markdown</c> for paste; <c>Address</c> for url (http or https), folder (a path the operator allowed), googleDoc and notion (the link of the document or page).</summary>
public sealed record AddSourceRequest
{
    [Required, StringLength(200, MinimumLength = 1)]
    public required string Name { get; init; }
    public SourceKind Kind { get; init; } = SourceKind.Paste;

    /// <summary>Address of the document; for folder, a path below one of the folders that the operator allowed.</summary>
    [StringLength(2048)]
    public string? Address { get; init; }

    /// <summary>The document itself, at most 10 MB of UTF-8 text.</summary>
    public string? Markdown { get; init; }

    /// <summary>The connected account to read with: needed for notion, and for a googleDoc that is not public.</summary>
    public Guid? ConnectionId { get; init; }
}

/// <summary>A new state of a pasted or uploaded document.</summary>
public sealed record UpdateDocumentRequest
{
    /// <summary>The whole document, at most 10 MB of UTF-8 text.</summary>
    [Required]
    public required string Markdown { get; init; }
}

/// <summary>A registered living document and how its last sync went.</summary>
public sealed record Source
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required SourceKind Kind { get; init; }
    public string? Address { get; init; }

    /// <summary>The connected account that it is read with.</summary>
    public Guid? ConnectionId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last looked at, whether or not anything had changed.</summary>
    public DateTimeOffset? SyncedAt { get; init; }

    /// <summary>What the last sync complained of; null when it went well.</summary>
    public string? SyncError { get; init; }
    public Snapshot? Latest { get; init; }
}

/// <summary>An immutable capture of a source.</summary>
public sealed record Snapshot
{
    public required Guid Id { get; init; }
    public required Guid SourceId { get; init; }

    /// <summary>From 1, counted per source.</summary>
    public required int Number { get; init; }
    public required string ContentHash { get; init; }
    public required DateTimeOffset TakenAt { get; init; }
    public required int ItemCount { get; init; }
    public required int BlockCount { get; init; }

    /// <summary>Title of the document: front matter, else its first heading.</summary>
    public string? Title { get; init; }

    /// <summary>Two-letter language of the text, or null when it could not be told.</summary>
    public string? Language { get; init; }
    public required IReadOnlyList<DocumentWarning> Warnings { get; init; }

    /// <summary>Difference to the snapshot before; null on the first.</summary>
    public ChangeSummary? Changes { get; init; }
}

/// <summary>How many blocks differ from the snapshot before.</summary>
public sealed record ChangeSummary(int Added, int Changed, int Removed, int Moved);

/// <summary>Answer to a sync: the newest snapshot, and whether this sync made it.</summary>
public sealed record SyncResult(Source Source, Snapshot Snapshot, bool Changed);
