using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Jobs;

/// <summary>A line in the log of a job. Goes with it.</summary>
[Unlogged("It tells of a job.")]
public sealed class JobStepRow : ITenantOwned
{
    public const int TextLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid JobId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int Attempt { get; init; }
    public required JobStepKind Kind { get; init; }
    public required string Text { get; init; }
    public string? Node { get; init; }

    public JobStep ToWire() => new(At, Attempt, Kind, Text, Node);

    internal sealed class Mapping : IEntityTypeConfiguration<JobStepRow>
    {
        public void Configure(EntityTypeBuilder<JobStepRow> builder)
        {
            builder.ToTable("job_steps");
            builder.Property(s => s.Text).HasMaxLength(TextLength);
            builder.Property(s => s.Node).HasMaxLength(100);
            builder.HasIndex(s => new { s.JobId, s.Id });
            builder.HasOne<JobRow>().WithMany().HasForeignKey(s => s.JobId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
