using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Platform.Jobs;

/// <summary>Sets what recurs, in the save under way. Each occurrence is a job like any other.</summary>
public sealed class JobCalendar(ToombosDb db, JobKinds kinds, TimeProvider clock)
{
    /// <summary>Sets or changes the schedule of a kind and key.</summary>
    /// <exception cref="FieldException">The expression or the zone can't be used.</exception>
    public async Task<JobScheduleRow> SetAsync<TPayload>(string kind, string key, TPayload payload, string title, string cron, string zone, IReadOnlyDictionary<string, Guid> related, CancellationToken ct)
    {
        if (Occurrences.WhyNot(cron, zone) is { } reason) throw new FieldException("cron", reason);
        var row = await FindAsync(kind, key, ct);
        var (json, next) = (JsonSerializer.Serialize(payload, kinds.Of(kind).Json), Occurrences.Next(cron, zone, clock.GetUtcNow()));
        if (row is null)
        {
            row = new() { Kind = kind, Key = key, Title = AuditedText.Clean(title, JobRow.TitleLength), Payload = json, Cron = cron, Zone = zone, NextAt = next, Related = related };
            db.JobSchedules.Add(row);
        }
        else (row.Title, row.Payload, row.Cron, row.Zone, row.NextAt, row.Related) = (AuditedText.Clean(title, JobRow.TitleLength), json, cron, zone, next, related);
        return row;
    }

    public async Task RemoveAsync(string kind, string key, CancellationToken ct)
    {
        if (await FindAsync(kind, key, ct) is { } row) db.JobSchedules.Remove(row);
    }

    public Task<JobScheduleRow?> FindAsync(string kind, string key, CancellationToken ct) => db.JobSchedules.FirstOrDefaultAsync(s => s.Kind == kind && s.Key == key, ct);
}
