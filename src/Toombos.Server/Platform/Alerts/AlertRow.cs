using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Alerts;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Alerts;

/// <summary>Something that should have happened and has not, or that needs a person. Ends by itself when it is settled, or when somebody has seen it.</summary>
[Announced(Client.Events.EventKinds.Alert)]
[Unlogged("What it is about is logged itself; who dismisses one is recorded.")]
public sealed class AlertRow : ITenantOwned, IRelated
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Code { get; init; }
    public required string Sentence { get; init; }

    /// <summary>What it is about; when that ends, so does the alert.</summary>
    public required Guid SubjectId { get; init; }
    public required IReadOnlyDictionary<string, Guid> Related { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateTimeOffset? ClearedAt { get; set; }

    public static AlertRow Of(JobRow job, string code, string sentence, DateTimeOffset now) => Of(job.Id, code, sentence, now, new(job.Related) { ["jobId"] = job.Id });

    public static AlertRow Of(Guid subject, string code, string sentence, DateTimeOffset now, Dictionary<string, Guid> related) =>
        new() { Code = code, Sentence = AuditedText.Clean(sentence, JobRow.ErrorLength), SubjectId = subject, At = now, Related = related };

    public Alert ToWire() => new(Id, Code, Sentence, At, ClearedAt, Related);

    internal sealed class Mapping : IEntityTypeConfiguration<AlertRow>
    {
        public void Configure(EntityTypeBuilder<AlertRow> builder)
        {
            builder.ToTable("alerts");
            builder.Property(a => a.Code).HasMaxLength(100);
            builder.Property(a => a.Sentence).HasMaxLength(JobRow.ErrorLength);
            builder.Property(a => a.Related).AsJson().HasMaxLength(2000);
            builder.HasIndex(a => new { a.WorkspaceId, a.ClearedAt, a.Id });
            builder.HasIndex(a => a.SubjectId).HasFilter("\"ClearedAt\" IS NULL");
        }
    }
}

/// <summary>The table of alerts.</summary>
public static class AlertTables
{
    extension(ToombosDb db)
    {
        public DbSet<AlertRow> Alerts => db.Set<AlertRow>();

        /// <summary>In the save under way: what was told of these is settled.</summary>
        public async Task ClearAlertsAsync(IReadOnlyCollection<Guid> subjects, DateTimeOffset now, CancellationToken ct)
        {
            foreach (var alert in await db.Alerts.Where(a => subjects.Contains(a.SubjectId) && a.ClearedAt == null).ToListAsync(ct)) alert.ClearedAt = now;
        }
    }
}
