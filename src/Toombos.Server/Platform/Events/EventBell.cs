using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Limits;

namespace Toombos.Server.Platform.Events;

/// <summary>
/// Rings when a transaction that announced something, or added jobs, is committed, and not before: on this node, and on the others through Redis where they share one. Without it
/// PostgreSQL carries the word when, and only when, the transaction is committed.
/// </summary>
public sealed class EventBell(EventFeed feed, JobBell jobs, RedisConnection redis, IEnumerable<IEventListener> listeners) : DbTransactionInterceptor
{
    /// <summary>Where PostgreSQL tells which workspace has something new.</summary>
    public const string Channel = "toombos_events";

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not ToombosDb db || !HasNews(db) || !db.Database.IsNpgsql()) return result;
        if (!redis.Configured)
        {
            foreach (var workspace in db.Announced) await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, {workspace.ToString()})", cancellationToken);
        }
        if (db.Queued) await db.Database.ExecuteSqlAsync($"SELECT pg_notify({JobBell.Channel}, '')", cancellationToken);
        return result;
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is not ToombosDb db || !HasNews(db)) return Task.CompletedTask;
        foreach (var workspace in db.Announced)
        {
            feed.Ring(workspace);
            if (redis.Configured) RedisEvents.Tell(redis, workspace);
            foreach (var listener in listeners) listener.Heard(workspace);
        }
        if (db.Queued) jobs.Ring();
        db.Announced.Clear();
        db.Queued = false;
        return Task.CompletedTask;
    }

    static bool HasNews(ToombosDb db) => db.Announced.Count > 0 || db.Queued;

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is ToombosDb db)
        {
            db.Announced.Clear();
            db.Queued = false;
        }
        return Task.CompletedTask;
    }
}
