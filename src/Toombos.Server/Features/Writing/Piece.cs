using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Writing;
using Toombos.Server.Features.Documents;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Writing.Piece;

namespace Toombos.Server.Features.Writing;

/// <summary>A content package: what was chosen from a snapshot, and how it was to be written.</summary>
[Announced(Client.Events.EventKinds.Piece)]
public sealed class Piece : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid SourceId { get; init; }

    /// <summary>What it was written from. What a draft rests on is said by its version.</summary>
    public required Guid SnapshotId { get; init; }
    public required string Title { get; init; }
    public required string Voice { get; init; }
    public required string Template { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required IReadOnlyList<string> Items { get; init; }
    public required IReadOnlyList<LeftOutItem> LeftOut { get; init; }

    /// <summary>The chain that it is a step of; null when it stands alone.</summary>
    public Guid? ChainId { get; init; }
    public int? ChainStep { get; init; }

    /// <summary>The line of its texts that says which part of a series it is: ours, so neither a claim nor a fact.</summary>
    public string? ChainLine { get; init; }

    public Wire ToWire(IEnumerable<Draft> drafts) => new()
    {
        Id = Id, Title = Title, SourceId = SourceId, SnapshotId = SnapshotId, CreatedAt = CreatedAt, Voice = Voice, Template = Template,
        Items = Items, LeftOut = LeftOut, Drafts = [.. drafts.OrderBy(d => d.Position).Select(d => d.ToWire())], Chain = ChainId is { } chain ? new(chain, ChainStep ?? 1) : null,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Piece>
    {
        public void Configure(EntityTypeBuilder<Piece> builder)
        {
            builder.ToTable("pieces");
            builder.Property(p => p.Title).HasMaxLength(200);
            builder.Property(p => p.Voice).HasMaxLength(50);
            builder.Property(p => p.Template).HasMaxLength(50);
            builder.Property(p => p.Items).AsJson();
            builder.Property(p => p.LeftOut).AsJson();
            builder.Property(p => p.ChainLine).HasMaxLength(100);
            builder.HasIndex(p => new { p.WorkspaceId, p.Id });
            builder.HasIndex(p => new { p.SourceId, p.Id });
            builder.HasOne<Source>().WithMany().HasForeignKey(p => p.SourceId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>The tables of Writing.</summary>
public static class WritingTables
{
    extension(ToombosDb db)
    {
        public DbSet<Piece> Pieces => db.Set<Piece>();
        public DbSet<Draft> Drafts => db.Set<Draft>();
        public DbSet<DraftVersion> DraftVersions => db.Set<DraftVersion>();
        public DbSet<Modelling.PromptRow> Prompts => db.Set<Modelling.PromptRow>();
        public DbSet<Modelling.Variants.VariantRow> Variants => db.Set<Modelling.Variants.VariantRow>();
        public DbSet<Modelling.LiveSentenceRow> LiveSentences => db.Set<Modelling.LiveSentenceRow>();
        public DbSet<Modelling.Opinions.DraftOpinion> DraftOpinions => db.Set<Modelling.Opinions.DraftOpinion>();
        public DbSet<ClaimAcceptance> ClaimAcceptances => db.Set<ClaimAcceptance>();
    }
}
