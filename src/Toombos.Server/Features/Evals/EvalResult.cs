using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Checks;
using Toombos.Client.Evals;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Evals;

/// <summary>As things are now, or with what is tried.</summary>
public enum EvalSide { Baseline, Candidate }

/// <summary>What one side made of a case, and what was measured of it. It outlives the case.</summary>
[Unlogged("It is what a run measured, and changes nothing.")]
public sealed class EvalResult : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid RunId { get; init; }
    public required Guid CaseId { get; init; }
    public required string CaseName { get; init; }
    public required string Channel { get; init; }
    public required EvalSide Side { get; init; }

    /// <summary>The candidate asks the same as the baseline, so that its answer is this one too.</summary>
    public bool Unchanged { get; init; }
    public required EvalScore Score { get; init; }

    /// <summary>Null where no model wrote it.</summary>
    public DraftContent? Content { get; init; }
    public CheckReport? Checks { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<EvalResult>
    {
        public void Configure(EntityTypeBuilder<EvalResult> builder)
        {
            builder.ToTable("eval_results");
            builder.Property(r => r.CaseName).HasMaxLength(EvalCase.NameLength);
            builder.Property(r => r.Channel).HasMaxLength(50);
            builder.Property(r => r.Score).AsJson();
            builder.Property(r => r.Content).AsJson();
            builder.Property(r => r.Checks).AsJson();
            builder.HasIndex(r => new { r.RunId, r.CaseId, r.Side }).IsUnique();
            builder.HasOne<EvalRun>().WithMany().HasForeignKey(r => r.RunId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>The tables of Evals.</summary>
public static class EvalTables
{
    extension(ToombosDb db)
    {
        public DbSet<EvalCase> EvalCases => db.Set<EvalCase>();
        public DbSet<EvalRun> EvalRuns => db.Set<EvalRun>();
        public DbSet<EvalResult> EvalResults => db.Set<EvalResult>();
    }
}
