using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Platform.Events;

/// <summary>Rings when a transaction that announced something, or added jobs, is committed, and not before.</summary>
public sealed class EventBell(EventFeed feed, JobBell jobs) : DbTransactionInterceptor
{
    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is ToombosDb { Announced.Count: > 0 } db)
        {
            foreach (var workspace in db.Announced) feed.Ring(workspace);
            if (db.Queued) jobs.Ring();
            db.Announced.Clear();
            db.Queued = false;
        }
        return Task.CompletedTask;
    }

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
