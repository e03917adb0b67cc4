using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Documents.Syncing;

/// <summary>Writes down what came of looking at a source, in the save under way: on the source, in its history, and as an alert when it goes on failing.</summary>
public sealed class SyncHistory(ToombosDb db, TimeProvider clock)
{
    const int Kept = 100, AlertAfter = 3;

    public SyncRunRow Begin(Source source, SyncTrigger trigger) => new() { SourceId = source.Id, StartedAt = clock.GetUtcNow(), Trigger = trigger };

    /// <summary>It was read; whether it had changed is filled in by whoever finds out.</summary>
    public async Task GoodAsync(Source source, SyncRunRow run, CancellationToken ct)
    {
        await AddAsync(source, run, ct);
        (source.GoodAt, source.SyncError) = (source.SyncedAt, null);
        if (source.Failures >= AlertAfter) await db.ClearAlertsAsync([source.Id], clock.GetUtcNow(), ct);
        source.Failures = 0;
        source.NextSyncAt = SyncTimes.Next(source, clock.GetUtcNow());
    }

    public async Task FailedAsync(Source source, SyncRunRow run, string code, string sentence, TimeSpan? wait, CancellationToken ct)
    {
        await AddAsync(source, run, ct);
        sentence = AuditedText.Clean(sentence, 1000);
        (run.Outcome, run.Code, run.Error) = (SyncOutcome.Failed, code, sentence);
        (source.SyncError, source.Failures) = (sentence, source.Failures + 1);
        source.NextSyncAt = SyncTimes.Next(source, clock.GetUtcNow(), wait);
        if (source.Failures != AlertAfter) return;
        var age = source.GoodAt is { } good ? $"The state of {good.UtcDateTime:yyyy-MM-dd HH:mm} UTC stays in use" : "Nothing was read yet";
        db.Alerts.Add(AlertRow.Of(source.Id, "source.failing", $"'{source.Name}' could not be read {AlertAfter} times in a row. {sentence} {age}; it is tried less often until it works again.", clock.GetUtcNow(), new() { ["sourceId"] = source.Id }));
    }

    async Task AddAsync(Source source, SyncRunRow run, CancellationToken ct)
    {
        (source.SyncedAt, run.TookMilliseconds) = (clock.GetUtcNow(), (int)Math.Clamp((clock.GetUtcNow() - run.StartedAt).TotalMilliseconds, 0, int.MaxValue));
        db.SyncRuns.Add(run);
        var oldest = await db.SyncRuns.Where(r => r.SourceId == source.Id).OrderByDescending(r => r.Id).Skip(Kept - 1).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct);
        if (oldest is { } id) await db.SyncRuns.Where(r => r.SourceId == source.Id && r.Id <= id).ExecuteDeleteAsync(ct);
    }
}
