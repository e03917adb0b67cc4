using Microsoft.EntityFrameworkCore;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Jobs;

/// <summary>What came of cancelling or retrying one job.</summary>
public sealed record JobAnswer(Guid Id, JobRow? Row, string? Code, string? Sentence)
{
    public JobRow OrThrow() => Code switch
    {
        null => Row!,
        "job.not-found" => throw Missing.Of("job"),
        _ => throw new DomainRuleException(Code, Sentence!),
    };

    public BulkOutcome ToWire() => new(Id, Code is null, Code, Sentence);
}

/// <summary>Where people stop jobs and have them done again. What they do is in the audit log.</summary>
public sealed class JobControl(ToombosDb db, JobEndings endings, JobNode node, Tenant tenant, TimeProvider clock)
{
    public async Task<IReadOnlyList<JobAnswer>> CancelAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var answers = await EachAsync(ids, row =>
        {
            if (row.HasEnded) return new(row.Id, row, "job.ended", $"This job is {row.State.ToString().ToLowerInvariant()} already.");
            JobMoves.CallOff(row, clock.GetUtcNow(), db);
            return new(row.Id, row, null, null);
        }, ct);
        foreach (var answer in answers.Where(a => a.Code is null)) node.CallOff(answer.Id);
        return answers;
    }

    public Task<IReadOnlyList<JobAnswer>> RetryAsync(IReadOnlyList<Guid> ids, CancellationToken ct) => EachAsync(ids, row =>
    {
        if (!row.HasEnded) return new(row.Id, row, "job.not-ended", "This job is not over yet. Cancel it first, or wait.");
        if (row.State == JobState.Completed) return new(row.Id, row, "job.completed", "This job did all it had to do. Ask for a new one.");
        JobMoves.Retry(row, clock.GetUtcNow(), db, tenant.Actor);
        return new(row.Id, row, null, null);
    }, ct);

    async Task<IReadOnlyList<JobAnswer>> EachAsync(IReadOnlyList<Guid> ids, Func<JobRow, JobAnswer> act, CancellationToken ct) => await db.InTransactionAsync(async () =>
    {
        var rows = await db.Jobs.Where(j => ids.Contains(j.Id)).ToDictionaryAsync(j => j.Id, ct);
        var open = rows.Values.Where(r => !r.HasEnded).ToList();
        var answers = new List<JobAnswer>();
        foreach (var id in ids.Distinct())
        {
            var answer = !rows.TryGetValue(id, out var row) ? new(id, null, "job.not-found", "There is no such job in the workspace.")
                : row.Key is not null && row.HasEnded && await IsOpenAsync(row, rows.Values, ct) ? new(id, row, "job.again", "The same is already in line or under way.") : act(row);
            if (answer.Code is null) db.Record(targetKind: "job", targetId: id, note: row!.Title);
            answers.Add(answer);
        }
        await endings.CloseAsync([.. open.Where(r => r.HasEnded)], ct);
        await db.SaveChangesAsync(ct);
        return answers;
    }, ct);

    /// <summary>Of one key only one may be open; another has taken its place in the meantime.</summary>
    async Task<bool> IsOpenAsync(JobRow row, IEnumerable<JobRow> changing, CancellationToken ct) =>
        changing.Any(j => j.Id != row.Id && !j.HasEnded && j.Kind == row.Kind && j.Key == row.Key)
        || await db.OpenJobs.AnyAsync(j => j.Id != row.Id && j.Kind == row.Kind && j.Key == row.Key, ct);
}
