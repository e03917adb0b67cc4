using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Evals;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Evals;

/// <summary>A run over the golden set. What it measured stands in its results; how it is getting on, in its job.</summary>
[Announced(Client.Events.EventKinds.EvalRun, nameof(EndedAt), "finished")]
[Unlogged("It changes nothing: what it measured is kept for a while, and every call of a model is a row of a log of its own.")]
public sealed class EvalRun : ITenantOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public string? Title { get; init; }
    public EvalCandidate? Candidate { get; init; }
    public bool Fresh { get; init; }

    /// <summary>The golden set as it was when the run was started.</summary>
    public required IReadOnlyList<Guid> Cases { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public Guid JobId { get; set; }

    /// <summary>When all of it was measured.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    public int Texts => Cases.Count * (Candidate is null ? 1 : 2);

    internal sealed class Mapping : IEntityTypeConfiguration<EvalRun>
    {
        public void Configure(EntityTypeBuilder<EvalRun> builder)
        {
            builder.ToTable("eval_runs");
            builder.Property(r => r.Title).HasMaxLength(100);
            builder.Property(r => r.Candidate).AsJson();
            builder.Property(r => r.Cases).AsJson();
            builder.Property(r => r.CreatedBy).HasMaxLength(100);
            builder.Ignore(r => r.Texts);
            builder.HasIndex(r => r.CreatedAt);
        }
    }
}
