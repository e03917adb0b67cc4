using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Jobs;

/// <summary>
/// Work that a person can see. This row is the truth about it; the engine only knows when to look at it. Attempt and node are the fence: who does not
/// find both as they were at the start may not write the end.
/// </summary>
[Announced(Client.Events.EventKinds.Job, nameof(State))]
[Unlogged("What jobs change is logged itself; what people do to jobs is recorded by their endpoints.")]
public sealed class JobRow : ITenantOwned, IRelated
{
    public const int TitleLength = 300, KeyLength = 200, ErrorLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Kind { get; init; }
    public required string Title { get; init; }

    /// <summary>The title in lower case, for the search.</summary>
    public required string SearchText { get; init; }

    /// <summary>Of all jobs of a kind with the same key at most one is pending or running.</summary>
    public string? Key { get; init; }
    public required string Payload { get; init; }
    public JobState State { get; set; } = JobState.Pending;

    /// <summary>1 (urgent) to 5.</summary>
    public required int Priority { get; init; }
    public required DateTimeOffset DueAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>How often it was begun; never goes back, so that no two attempts share a number.</summary>
    public int Attempt { get; set; }

    /// <summary>Attempts that count against the limit.</summary>
    public int Failures { get; set; }
    public required int MaxAttempts { get; init; }

    /// <summary>The node that has handed it to its engine; null while it waits in line.</summary>
    public string? Fed { get; set; }

    /// <summary>The node that does it.</summary>
    public string? Node { get; set; }

    /// <summary>Until then the node is believed alive; it says so again and again.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }
    public bool CancelRequested { get; set; }

    /// <summary>When somebody was told that it is late.</summary>
    public DateTimeOffset? AlertedAt { get; set; }

    /// <summary>It was asked for again while it ran.</summary>
    public bool Again { get; set; }

    /// <summary>Jobs of the same serial are done one at a time, over all nodes.</summary>
    public Guid? Serial { get; init; }
    public Guid? ChannelId { get; init; }
    public Guid? WaitsFor { get; set; }
    public JobProgress? Progress { get; set; }
    public string? ErrorCode { get; set; }
    public string? Error { get; set; }
    public required IReadOnlyDictionary<string, Guid> Related { get; init; }

    /// <summary>Asked for with a test key: nothing leaves the process.</summary>
    public bool Test { get; init; }

    /// <summary>Nobody is told of it, and once it is completed it is gone. See <see cref="JobRules.Quiet"/>.</summary>
    public bool Quiet { get; init; }

    /// <summary>The trace on which it was asked for (W3C).</summary>
    public string? TraceParent { get; init; }

    public bool HasEnded => State is not (JobState.Pending or JobState.Running);

    public Job ToWire() => new()
    {
        Id = Id, Kind = Kind, Title = Title, State = State, Priority = Priority, DueAt = DueAt, CreatedAt = CreatedAt, CreatedBy = CreatedBy, StartedAt = StartedAt,
        FinishedAt = FinishedAt, Attempt = Attempt, MaxAttempts = MaxAttempts, Progress = Progress, ErrorCode = ErrorCode, Error = Error,
        CancelRequested = CancelRequested && !HasEnded, WaitsFor = WaitsFor, Related = Related,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<JobRow>
    {
        /// <summary>Words of the two states in which a job is not over.</summary>
        const string Open = "\"State\" IN ('Pending', 'Running')";

        public void Configure(EntityTypeBuilder<JobRow> builder)
        {
            builder.ToTable("jobs");
            builder.Property(j => j.Kind).HasMaxLength(50);
            builder.Property(j => j.Title).HasMaxLength(TitleLength);
            builder.Property(j => j.SearchText).HasMaxLength(TitleLength);
            builder.Property(j => j.Key).HasMaxLength(KeyLength);
            builder.Property(j => j.Payload).HasMaxLength(64_000);
            builder.Property(j => j.CreatedBy).HasMaxLength(AuditRow.NameLength);
            builder.Property(j => j.Fed).HasMaxLength(100);
            builder.Property(j => j.Node).HasMaxLength(100);
            builder.Property(j => j.Progress).AsJson();
            builder.Property(j => j.ErrorCode).HasMaxLength(100);
            builder.Property(j => j.Error).HasMaxLength(ErrorLength);
            builder.Property(j => j.Related).AsJson().HasMaxLength(2000);
            builder.Property(j => j.TraceParent).HasMaxLength(60);
            builder.Ignore(j => j.HasEnded);
            builder.HasIndex(j => new { j.WorkspaceId, j.DueAt, j.Id });
            builder.HasIndex(j => new { j.WorkspaceId, j.State, j.DueAt, j.Id });
            builder.HasIndex(j => new { j.WorkspaceId, j.ChannelId, j.DueAt, j.Id }).HasFilter("\"ChannelId\" IS NOT NULL");
            builder.HasIndex(j => new { j.WorkspaceId, j.Kind, j.Key }).IsUnique().HasFilter($"\"Key\" IS NOT NULL AND {Open}");
            builder.HasIndex(j => new { j.WorkspaceId, j.Priority, j.DueAt }, "IX_jobs_line").HasFilter("\"State\" = 'Pending' AND \"Fed\" IS NULL AND \"WaitsFor\" IS NULL");
            builder.HasIndex(j => new { j.WorkspaceId, j.DueAt }, "IX_jobs_due").HasFilter("\"State\" = 'Pending' AND \"Fed\" IS NULL AND \"WaitsFor\" IS NULL");
            builder.HasIndex(j => new { j.WorkspaceId, j.Serial, j.Fed }, "IX_jobs_fed").HasFilter("\"Fed\" IS NOT NULL");
            builder.HasIndex(j => j.LeaseUntil, "IX_jobs_running").HasFilter("\"State\" = 'Running'");
            builder.HasIndex(j => j.WaitsFor).HasFilter("\"WaitsFor\" IS NOT NULL");
            builder.HasIndex(j => new { j.FinishedAt }).HasFilter("\"FinishedAt\" IS NOT NULL");
        }
    }
}

/// <summary>The tables of jobs.</summary>
public static class JobTables
{
    extension(ToombosDb db)
    {
        public DbSet<JobRow> Jobs => db.Set<JobRow>();

        /// <summary>Those that wait or run.</summary>
        public IQueryable<JobRow> OpenJobs => db.Set<JobRow>().Where(j => j.State == JobState.Pending || j.State == JobState.Running);

        /// <summary>Of all workspaces: for those who look after jobs, and nobody else.</summary>
        public IQueryable<JobRow> AllJobs => db.Set<JobRow>().IgnoreQueryFilters([ToombosDb.TenantFilter]);
        public DbSet<JobStepRow> JobSteps => db.Set<JobStepRow>();
        public DbSet<JobScheduleRow> JobSchedules => db.Set<JobScheduleRow>();
    }
}
