using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing;

/// <summary>One channel's version of a piece. The text lives in its versions; here is what lists show, and the approval.</summary>
[Announced(Client.Events.EventKinds.Draft, nameof(ApprovedHash), "approved")]
public sealed class Draft : ITenantOwned
{
    const int ProblemLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid PieceId { get; init; }

    /// <summary>Place in the piece, from 0.</summary>
    public required int Position { get; init; }
    public required string Channel { get; init; }
    public string? ItemKey { get; init; }
    public required string Title { get; set; }

    /// <summary>The newest version, from 1.</summary>
    public int VersionNumber { get; set; }

    /// <summary>Files that the newest version shows.</summary>
    public List<Guid> Pictures { get; private set; } = [];

    /// <summary>Counts every change of the row, so that of two at once one wins.</summary>
    public int Revision { get; set; }
    public double Score { get; set; }

    /// <summary>Claims that stand against an approval: unsupported or contradicted, and nobody answers for them.</summary>
    public int UnsupportedClaims { get; set; }
    public int Errors { get; set; }
    public int Warnings { get; set; }
    public AiShare Ai { get; set; }

    /// <summary>Why no model wrote it when that was last asked for; the text is the one that stood there before.</summary>
    public string? WritingProblem { get; private set; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public string? ApprovedBy { get; set; }
    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>Whoever approved it reviewed it and holds editorial responsibility.</summary>
    public bool ApprovedResponsible { get; set; }

    /// <summary>Hash of the text that was approved; another text is not approved, whatever else is set.</summary>
    public string? ApprovedHash { get; set; }

    /// <summary>Takes over which pictures a text shows and what a report says of it, for lists.</summary>
    public void Show(DraftContent content, CheckReport report)
    {
        var shown = content.Pictures.Select(p => p.FileId).Distinct().ToList();
        if (!shown.SequenceEqual(Pictures)) Pictures = shown;
        Score = report.Quality.Total;
        UnsupportedClaims = report.Claims.Count(c => c.IsOpen);
        Errors = report.Findings.Count(f => f.Severity == Severity.Error);
        Warnings = report.Findings.Count(f => f.Severity == Severity.Warning);
    }

    public Approval? ApprovalOf(string contentHash) =>
        ApprovedHash == contentHash && ApprovedBy is not null && ApprovedAt is { } at ? new(ApprovedBy, at, contentHash, ApprovedResponsible) : null;

    /// <summary>A new text is not the one that was approved.</summary>
    public void VoidApproval() => (ApprovedBy, ApprovedAt, ApprovedHash, ApprovedResponsible) = (null, null, null, false);

    public void NoteWriting(string? problem) => WritingProblem = problem is { Length: > ProblemLength } ? string.Concat(problem.AsSpan(0, ProblemLength - 1), "…") : problem;

    public DraftSummary ToWire() => new()
    {
        Id = Id, PieceId = PieceId, Channel = Channel, Item = ItemKey, Title = Title, State = ApprovedHash is null ? DraftState.Draft : DraftState.Approved,
        VersionNumber = VersionNumber, Score = Score, UnsupportedClaims = UnsupportedClaims, Errors = Errors, Warnings = Warnings, UpdatedAt = UpdatedAt, Ai = Ai, WritingProblem = WritingProblem,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Draft>
    {
        public void Configure(EntityTypeBuilder<Draft> builder)
        {
            builder.ToTable("drafts");
            builder.Property(d => d.Channel).HasMaxLength(50);
            builder.Property(d => d.ItemKey).HasMaxLength(200);
            builder.Property(d => d.Title).HasMaxLength(300);
            builder.Property(d => d.WritingProblem).HasMaxLength(ProblemLength);
            builder.Property(d => d.ApprovedBy).HasMaxLength(100);
            builder.Property(d => d.ApprovedHash).HasMaxLength(64);
            builder.Property(d => d.Revision).IsConcurrencyToken();
            builder.HasIndex(d => new { d.PieceId, d.Position }).IsUnique();
            builder.HasOne<Piece>().WithMany().HasForeignKey(d => d.PieceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
