using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Jobs;
using Toombos.Client.Webhooks;
using Toombos.Server.Features.Events;
using Toombos.Server.Platform;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Webhooks;

/// <summary>
/// Has a job added for each webhook that there is something for, soon after the commit on the node that committed. What is missed, because the process died in
/// between, is found by looking at which webhooks are behind every half minute.
/// </summary>
sealed partial class WebhookCaller(IServiceScopeFactory scopes, IOptions<EventsOptions> events, TimeProvider clock, ILogger<WebhookCaller> log) : BackgroundService, IEventListener
{
    static readonly TimeSpan Look = TimeSpan.FromSeconds(30), BetweenSweeps = TimeSpan.FromHours(1);

    /// <summary>After each look: under load one serves many commits.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    const int Handful = 500;

    readonly ConcurrentDictionary<Guid, bool> _heard = new();
    readonly Bell _bell = new(clock);
    DateTimeOffset _looked, _swept;

    public void Heard(Guid workspace)
    {
        if (_heard.TryAdd(workspace, true)) _bell.Ring();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await CallAsync(stoppingToken);
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
            await Task.Delay(Pause, TimeProvider.System, stoppingToken);
            await _bell.WaitAsync(Look, stoppingToken);
        }
    }

    async Task CallAsync(CancellationToken ct)
    {
        List<Guid> heard = [.. _heard.Keys];
        foreach (var workspace in heard) _heard.TryRemove(workspace, out _);
        if (clock.GetUtcNow() - _looked >= Look)
        {
            heard = [.. heard.Union(await ReadAsync(BehindAsync))];
            _looked = clock.GetUtcNow();
        }
        if (heard.Count == 0) return;
        foreach (var webhook in await ReadAsync(db => db.AllWebhooks.AsNoTracking().Where(w => heard.Contains(w.WorkspaceId) && w.State == WebhookState.Active).ToListAsync(ct))) await CallAsync(webhook, ct);

        Task<List<Guid>> BehindAsync(ToombosDb db)
        {
            var heads = db.AuditHeads.IgnoreQueryFilters([ToombosDb.TenantFilter]);
            return db.AllWebhooks.Where(w => w.State == WebhookState.Active && heads.Any(h => h.WorkspaceId == w.WorkspaceId && h.EventSequence > w.Told))
                .Select(w => w.WorkspaceId).Distinct().OrderBy(id => id).Take(Handful).ToListAsync(ct);
        }
    }

    /// <summary>Adds the job where one of the next events is for the webhook; else goes past them.</summary>
    async Task CallAsync(WebhookEndpoint webhook, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(webhook.WorkspaceId, "webhooks");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        var key = PushPayload.KeyOf(webhook.Id);
        // A job that waits sees all that has happened by then; one that runs, and is to look again, does too.
        if (await db.Jobs.AnyAsync(j => j.Kind == PushPayload.Kind && j.Key == key && (j.State == JobState.Pending || j.State == JobState.Running && j.Again), ct)) return;
        var kinds = EventFilter.Named(webhook.Kinds);
        var next = await db.Events.Where(e => e.Sequence > webhook.Told).OrderBy(e => e.Sequence).Take(Handful).Select(e => new { e.Sequence, e.Kind }).ToListAsync(ct);
        if (next.Count == 0) return;
        if (next.Exists(e => kinds.Contains(e.Kind)))
        {
            await db.InTransactionAsync(async () =>
            {
                await scope.ServiceProvider.GetRequiredService<JobQueue>().AddAsync(PushPayload.Kind, new PushPayload(webhook.Id), PushPayload.JobOf(webhook), ct);
                return await db.SaveChangesAsync(ct);
            }, ct);
            return;
        }
        await db.Webhooks.Where(w => w.Id == webhook.Id && w.Told == webhook.Told).ExecuteUpdateAsync(set => set.SetProperty(w => w.Told, next[^1].Sequence), ct);
        if (next.Count == Handful) Heard(webhook.WorkspaceId);
    }

    /// <summary>The log goes with the events that it tells of.</summary>
    async Task SweepAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (now - _swept < BetweenSweeps) return;
        _swept = now;
        var before = now - TimeSpan.FromDays(events.Value.KeepDays);
        await ReadAsync(db => db.WebhookDeliveries.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(d => d.At < before).ExecuteDeleteAsync(ct));
    }

    async Task<T> ReadAsync<T>(Func<ToombosDb, Task<T>> read)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<ToombosDb>());
    }

    [LoggerMessage(LogLevel.Error, "Webhooks could not be looked after; it is tried again in a second")]
    partial void LogFailed(Exception failure);
}
