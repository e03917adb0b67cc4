using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Events;

/// <summary>Rings when a transaction that announced something is committed, and not before.</summary>
public sealed class EventBell(EventFeed feed) : DbTransactionInterceptor
{
    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is ToombosDb { Announced.Count: > 0 } db)
        {
            foreach (var workspace in db.Announced) feed.Ring(workspace);
            db.Announced.Clear();
        }
        return Task.CompletedTask;
    }

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is ToombosDb db) db.Announced.Clear();
        return Task.CompletedTask;
    }
}
