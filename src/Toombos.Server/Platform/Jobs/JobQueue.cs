using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Jobs;

/// <summary>What is to be known of a job besides its kind and payload.</summary>
public sealed record NewJob
{
    /// <summary>What is done, for people.</summary>
    public required string Title { get; init; }

    /// <summary>Now when left out.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Of all jobs of the kind with the same key at most one is pending or running.</summary>
    public string? Key { get; init; }

    /// <summary>1 (urgent) to 5.</summary>
    public int Priority { get; init; } = 3;

    /// <summary>Jobs of the same serial are done one at a time, over all nodes.</summary>
    public Guid? Serial { get; init; }
    public Guid? ChannelId { get; init; }

    /// <summary>A job that has to be completed first; when it fails or is cancelled, so is this one.</summary>
    public Guid? WaitsFor { get; init; }
    public IReadOnlyDictionary<string, Guid> Related { get; init; } = new Dictionary<string, Guid>();
}

/// <summary>Adds jobs to the save under way: there is no job without what it was asked for by, and none is lost once that is committed.</summary>
public sealed class JobQueue(ToombosDb db, JobKinds kinds, Tenant tenant, TimeProvider clock)
{
    /// <summary>
    /// Adds a job, which begins after the commit. Where one with the same key waits already, that one is meant; where one runs, it is done once more when it is through.
    /// Inside <see cref="ToombosDb.InTransactionAsync"/> that is exact; elsewhere the second of two at once fails to save.
    /// </summary>
    public Task<JobRow> AddAsync<TPayload>(string kind, TPayload payload, NewJob job, CancellationToken ct) where TPayload : notnull =>
        AddAsync(kind, JsonSerializer.Serialize(payload, kinds.Of(kind).Json), job, ct);

    /// <summary>In the save under way: has a job that waits for a later moment begin now, unless it is about to anyway.</summary>
    public static void Hurry(JobRow row, DateTimeOffset now)
    {
        if (row is { State: JobState.Pending, Fed: null } && row.DueAt > now) row.DueAt = now;
    }

    /// <summary>In the save under way: has a job that waits begin at another moment, unless it is about to begin.</summary>
    public static void Move(JobRow row, DateTimeOffset due)
    {
        if (row is { State: JobState.Pending, Fed: null }) row.DueAt = due;
    }

    /// <summary>One occurrence of what recurs. Where the one before still waits, that one is enough.</summary>
    internal Task<JobRow> AddStoredAsync(JobScheduleRow schedule, DateTimeOffset due, CancellationToken ct) =>
        AddAsync(schedule.Kind, schedule.Payload, new() { Title = schedule.Title, Key = schedule.Key, DueAt = due, Related = schedule.Related }, ct);

    async Task<JobRow> AddAsync(string kind, string payload, NewJob job, CancellationToken ct)
    {
        if (job.Key is not null && await db.OpenJobs.FirstOrDefaultAsync(j => j.Kind == kind && j.Key == job.Key, ct) is { } open)
        {
            if (open.State == JobState.Running) open.Again = true;
            return open;
        }
        var (now, title, rules) = (clock.GetUtcNow(), AuditedText.Clean(job.Title, JobRow.TitleLength), kinds.Of(kind).Rules);
        var row = new JobRow
        {
            Kind = kind, Title = title, SearchText = title.ToLowerInvariant(), Payload = payload, Key = job.Key, Priority = job.Priority, DueAt = job.DueAt ?? now,
            CreatedAt = now, CreatedBy = AuditedText.Clean(tenant.Actor, AuditRow.NameLength), MaxAttempts = rules.MaxAttempts, Serial = job.Serial, ChannelId = job.ChannelId,
            WaitsFor = await WaitsForAsync(job.WaitsFor, ct), Related = job.Related, Test = tenant.Caller.Test, Quiet = rules.Quiet, TraceParent = Activity.Current?.Id,
        };
        db.Jobs.Add(row);
        return row;
    }

    async Task<Guid?> WaitsForAsync(Guid? first, CancellationToken ct)
    {
        if (first is null) return null;
        if (db.Jobs.Local.Any(j => j.Id == first && !j.HasEnded)) return first;
        return await db.Jobs.Where(j => j.Id == first).Select(j => (JobState?)j.State).FirstOrDefaultAsync(ct) switch
        {
            JobState.Completed => null,
            JobState.Pending or JobState.Running => first,
            _ => throw new DomainRuleException("job.dependency", "What this was to wait for did not succeed. Do that again first."),
        };
    }
}
