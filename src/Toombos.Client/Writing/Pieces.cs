using System.ComponentModel.DataAnnotations;
using Toombos.Client.Checks;

namespace Toombos.Client.Writing;

/// <summary>Whether items become one web post each, or one post together.</summary>
public enum WebPosts { PerItem, Digest }

/// <summary>Makes a piece: drafts from items of a snapshot, for one or more channels.</summary>
public sealed record CreatePieceRequest
{
    [Required]
    public required Guid SourceId { get; init; }

    /// <summary>The newest snapshot when left out.</summary>
    public Guid? SnapshotId { get; init; }

    [StringLength(200)]
    public string? Title { get; init; }

    /// <summary>Keys of the items to use; all publishable ones when left out.</summary>
    [MaxLength(1000), EachText(200)]
    public IReadOnlyList<string>? Items { get; init; }

    /// <summary>Kinds of channel (see <c>GET /v1/channel-kinds</c>) or families: email, web, social. All when left out.</summary>
    [MaxLength(50), EachText(50)]
    public IReadOnlyList<string>? Channels { get; init; }

    /// <summary>Email template: modern, minimal, plain, announcement or weekly_update.</summary>
    [StringLength(50)]
    public string? Template { get; init; }

    /// <summary>Tone or blend, for example professional, encouraging, medical_scientific, casual, professional_encouraging; or the slug of a voice of the workspace.</summary>
    [StringLength(50)]
    public string? Voice { get; init; }

    /// <summary>Leaves out items dated before this day.</summary>
    public DateOnly? Since { get; init; }
    public WebPosts WebPosts { get; init; }

    /// <summary>Has models write the drafts after the built-in composer, each as a job. 402 when they may cost more than the caps leave.</summary>
    public bool WithModel { get; init; }

    /// <summary>With models: what kind of text the drafts are to be. Each is used for the channels that it is for; of several for the same, the first.</summary>
    [MaxLength(20), EachText(100)]
    public IReadOnlyList<string> Briefs { get; init => field = value ?? field; } = [];
}

/// <summary>State of a draft. A changed text voids an approval.</summary>
public enum DraftState { Draft, Approved }

/// <summary>A content package and its drafts.</summary>
public sealed record Piece
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required Guid SourceId { get; init; }

    /// <summary>The snapshot that it was written from. Each draft version names its own.</summary>
    public required Guid SnapshotId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string Voice { get; init; }
    public required string Template { get; init; }

    /// <summary>Keys of the items that were used.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>Items that were left out, each with the reason.</summary>
    public required IReadOnlyList<LeftOutItem> LeftOut { get; init; }
    public required IReadOnlyList<DraftSummary> Drafts { get; init; }

    /// <summary>The chain that it is a step of; null when it stands alone.</summary>
    public PieceChain? Chain { get; init; }
}

/// <summary>Where a piece stands among those that belong together.</summary>
/// <param name="Step">From 1.</param>
public sealed record PieceChain(Guid Id, int Step);

/// <summary>An item that did not become part of a piece.</summary>
public sealed record LeftOutItem(string Key, string Title, string Reason);

/// <summary>A draft as it stands in a list.</summary>
public sealed record DraftSummary
{
    public required Guid Id { get; init; }
    public required Guid PieceId { get; init; }

    /// <summary>Kind of channel, for example <c>email</c>, <c>web</c>, <c>x</c>, <c>bluesky</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The one item that a web post is about; null when the draft speaks of several.</summary>
    public string? Item { get; init; }
    public required string Title { get; init; }
    public required DraftState State { get; init; }
    public required int VersionNumber { get; init; }

    /// <summary>0–100.</summary>
    public required double Score { get; init; }

    /// <summary>Claims that stand against an approval: unsupported or contradicted, and nobody answers for them.</summary>
    public required int UnsupportedClaims { get; init; }
    public required int Errors { get; init; }
    public required int Warnings { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>How much of the newest version a model wrote.</summary>
    public required AiShare Ai { get; init; }

    /// <summary>Why no model wrote it when that was last asked for; null when one did, or none was asked.</summary>
    public string? WritingProblem { get; init; }
}

/// <summary>A draft with the text of one version and what the checks say of it.</summary>
public sealed record Draft
{
    public required DraftSummary Summary { get; init; }
    public required int VersionNumber { get; init; }

    /// <summary>SHA-256 of the version's content, lower-case hex; what an approval is bound to.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The snapshot whose blocks this version cites: the piece's, until an update brings the draft to a later one.</summary>
    public required Guid SnapshotId { get; init; }
    public required DraftContent Content { get; init; }
    public required EditableDraft Editable { get; init; }
    public required CheckReport Checks { get; init; }

    /// <summary>How much of this version a model wrote.</summary>
    public required AiShare Ai { get; init; }

    /// <summary>By which model and prompt this version was written; null where a person or the built-in composer made it.</summary>
    public ModelWriting? Writing { get; init; }

    /// <summary>The job in which a model writes it anew just now; null when none does.</summary>
    public Guid? WritingJob { get; init; }

    /// <summary>What a model thinks of this very version, where one was asked. Advice only.</summary>
    public Opinion? Opinion { get; init; }

    /// <summary>Who approved this very version, if anyone.</summary>
    public Approval? Approval { get; init; }
}

/// <summary>A decision that this version may leave the workspace.</summary>
/// <param name="Responsible">Whoever approved it reviewed the text and holds editorial responsibility for it.</param>
public sealed record Approval(string By, DateTimeOffset At, string ContentHash, bool Responsible);

/// <summary>One saved state of a draft's text.</summary>
public sealed record DraftVersion(int Number, string ContentHash, DateTimeOffset CreatedAt, string CreatedBy, string Note)
{
    /// <summary>The snapshot whose blocks it cites.</summary>
    public required Guid SnapshotId { get; init; }
}

/// <summary>The text of a draft in the form people edit: fields, and a Markdown body or the posts of a thread.</summary>
public sealed record EditableDraft
{
    [StringLength(500)] public string? Subject { get; init; }
    [StringLength(1000)] public string? PreviewText { get; init; }
    [StringLength(1000)] public string? Title { get; init; }
    [StringLength(200)] public string? Slug { get; init; }
    [StringLength(2000)] public string? Excerpt { get; init; }
    [StringLength(500)] public string? SeoTitle { get; init; }
    [StringLength(1000)] public string? SeoDescription { get; init; }
    [MaxLength(50), EachText(200)] public IReadOnlyList<string> Tags { get; init => field = value ?? field; } = [];

    /// <summary>Email and web: the body as Markdown.</summary>
    [StringLength(1_000_000)] public string? Body { get; init; }

    /// <summary>Social: the posts, first to last.</summary>
    [MaxLength(200), EachText(100_000)] public IReadOnlyList<string> Posts { get; init => field = value ?? field; } = [];

    /// <summary>In order. They stay as they are when left out; an empty list takes them away.</summary>
    [MaxLength(50), NoNulls] public IReadOnlyList<DraftPicture>? Pictures { get; init; }
}

/// <summary>Saves a new version of a draft. Refused with 409 when someone saved in between.</summary>
public sealed record EditDraftRequest
{
    [Required] public required EditableDraft Text { get; init; }

    /// <summary>The version that the edit started from.</summary>
    [Range(1, int.MaxValue)] public required int BaseVersion { get; init; }
    [StringLength(200)] public string? Note { get; init; }
}

/// <summary>Asks what an unsaved text would look like and what the checks would say.</summary>
public sealed record PreviewDraftRequest
{
    [Required] public required EditableDraft Text { get; init; }
}

/// <summary>A draft as its readers would see it.</summary>
/// <param name="Html">Complete page for email and web; null for social.</param>
/// <param name="Text">Plain text; posts of a thread are separated by a line of three dashes.</param>
public sealed record DraftPreview(string? Html, string Text, DraftContent Content, CheckReport Checks, AiDisclosure Disclosure)
{
    /// <summary>The draft's pictures that there are, with addresses that work for a while.</summary>
    public IReadOnlyList<ShownPicture> Pictures { get; init => field = value ?? field; } = [];
}

/// <summary>What is said of a model's share where the text goes out.</summary>
/// <param name="Flag">The network's field for it, such as <c>made_with_ai</c>; null where it has none.</param>
/// <param name="Value">What is sent in that field.</param>
/// <param name="Line">The brand's line below the text; null where it has none, on social networks, and for what people wrote.</param>
public sealed record AiDisclosure(AiShare Share, string? Flag, string? Value, string? Line);

/// <summary>Takes responsibility for a claim that the source does not support.</summary>
public sealed record AcceptClaimRequest
{
    /// <summary>Name of the person who answers for the claim.</summary>
    [Required, StringLength(100, MinimumLength = 2)] public required string Name { get; init; }
    [Required, StringLength(500, MinimumLength = 3)] public required string Reason { get; init; }
}

/// <summary>Approves exactly one version.</summary>
public sealed record ApproveDraftRequest
{
    /// <summary>Hash of the version that was read; 409 when the draft has moved on.</summary>
    [Required, StringLength(64, MinimumLength = 64)] public required string ContentHash { get; init; }
    [Required, StringLength(100, MinimumLength = 2)] public required string Name { get; init; }

    /// <summary>The text was reviewed by a person, who holds editorial responsibility for it. Recorded; for text that a model wrote it is what the AI Act asks for where the text is not marked.</summary>
    public bool Responsible { get; init; }
}
