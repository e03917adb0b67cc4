using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Chains;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Chains.Chain;

namespace Toombos.Server.Features.Chains;

/// <summary>Pieces that belong together: what was planned. The pieces know which step they are.</summary>
[Announced(Client.Events.EventKinds.Chain)]
public sealed class Chain : ITenantOwned
{
    public const int TitleLength = 200, ProblemLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid SourceId { get; init; }
    public required Guid SnapshotId { get; init; }

    /// <summary>Name of its kind, and the version of that.</summary>
    public required string Kind { get; init; }
    public required int KindVersion { get; init; }
    public required string Title { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateOnly? StartsOn { get; init; }
    public string? PlannedBy { get; init; }
    public string? PlanProblem { get; init; }

    /// <summary>As they were planned, without days of the calendar and without drafts.</summary>
    public required IReadOnlyList<ChainStep> Steps { get; init; }

    /// <summary>What there was to write about.</summary>
    public required IReadOnlyList<ChainItem> Items { get; init; }

    /// <param name="pieces">Its pieces that there still are, with their drafts, by step.</param>
    public Wire ToWire(ILookup<int, (Guid Piece, IReadOnlyList<Draft> Drafts)> pieces, Guid? job) => new()
    {
        Id = Id, Kind = Kind, Title = Title, SourceId = SourceId, SnapshotId = SnapshotId, CreatedAt = CreatedAt, CreatedBy = CreatedBy, StartsOn = StartsOn, PlannedBy = PlannedBy, PlanProblem = PlanProblem, WritingJob = job,
        Steps = [.. Steps.Select(s => s with { On = StartsOn?.AddDays(s.Day), PieceId = pieces[s.Number].Select(p => (Guid?)p.Piece).FirstOrDefault(), Drafts = [.. pieces[s.Number].SelectMany(p => p.Drafts).OrderBy(d => d.Position).Select(d => d.ToWire())] })],
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Chain>
    {
        public void Configure(EntityTypeBuilder<Chain> builder)
        {
            builder.ToTable("chains");
            builder.Property(c => c.Kind).HasMaxLength(50);
            builder.Property(c => c.Title).HasMaxLength(TitleLength);
            builder.Property(c => c.CreatedBy).HasMaxLength(AuditRow.NameLength);
            builder.Property(c => c.PlannedBy).HasMaxLength(200);
            builder.Property(c => c.PlanProblem).HasMaxLength(ProblemLength);
            builder.Property(c => c.Steps).AsJson();
            builder.Property(c => c.Items).AsJson();
            builder.HasIndex(c => new { c.WorkspaceId, c.Id });
            builder.HasIndex(c => new { c.SourceId, c.Id });
            builder.HasOne<Source>().WithMany().HasForeignKey(c => c.SourceId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany<Piece>().WithOne().HasForeignKey(p => p.ChainId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}

/// <summary>The table of Chains.</summary>
public static class ChainTables
{
    extension(ToombosDb db)
    {
        public DbSet<Chain> Chains => db.Set<Chain>();
    }
}
