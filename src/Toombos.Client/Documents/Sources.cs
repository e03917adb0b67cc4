using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Documents;

/// <summary>Where a living document is kept.</summary>
public enum SourceKind { Paste, Upload, Url, Folder, Feed, Page, Items, Git, GoogleDoc, Notion }

/// <summary>
/// Registers a living document. <c>Markdown</c> for paste; <c>Address</c> for url, feed, page and git (http or https), for folder (a path the operator allowed), and for googleDoc and notion (the link of
/// the document or page). A source of items begins empty and is filled by <see cref="DocumentsClient.PutItemsAsync"/>.
/// </summary>
public sealed record AddSourceRequest
{
    [Required, StringLength(200, MinimumLength = 1)]
    public required string Name { get; init; }

    /// <summary>When left out, told from the address: raw Markdown, a feed, a web page or a folder; paste without an address.</summary>
    public SourceKind? Kind { get; init; }

    /// <summary>Address of the document; for folder, a path below one of the folders that the operator allowed.</summary>
    [StringLength(2048)]
    public string? Address { get; init; }

    /// <summary>The document itself, at most 10 MB of UTF-8 text.</summary>
    public string? Markdown { get; init; }

    /// <summary>When it is read again; every hour when left out. Folders are watched and need none.</summary>
    public SyncSchedule? Schedule { get; init; }

    /// <summary>The connected account to read with: needed for notion, and for a googleDoc or a repository that is not public.</summary>
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

    /// <summary>When it was last read without trouble: what <see cref="Latest"/> says was true then.</summary>
    public DateTimeOffset? GoodAt { get; init; }

    /// <summary>What the last sync complained of; null when it went well.</summary>
    public string? SyncError { get; init; }

    /// <summary>How many syncs in a row have failed. From the third on there is an alert, and it is tried less often until it works again.</summary>
    public int Failures { get; init; }

    /// <summary>When it is read again by itself; null for texts that live in Toombos, and when that is off.</summary>
    public SyncSchedule? Schedule { get; init; }

    /// <summary>The next time, give or take seconds.</summary>
    public DateTimeOffset? NextSyncAt { get; init; }
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
