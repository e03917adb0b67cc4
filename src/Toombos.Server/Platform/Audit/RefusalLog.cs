using Microsoft.Extensions.Caching.Memory;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Audit;

/// <summary>Tells the log of callers who reach for what they may not; of each caller and scope once an hour, so that nobody fills the log by knocking.</summary>
public sealed class RefusalLog(TimeProvider clock) : IDisposable
{
    static readonly TimeSpan Once = TimeSpan.FromHours(1);

    readonly MemoryCache _told = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public async Task ScopeMissingAsync(ToombosDb db, Caller caller, string scope, CancellationToken ct)
    {
        var key = (caller.WorkspaceId, caller.Kind, caller.Id, scope);
        if (caller.WorkspaceId is not { } workspace || (_told.TryGetValue(key, out DateTimeOffset until) && clock.GetUtcNow() < until)) return;
        _told.Set(key, clock.GetUtcNow() + Once, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Once });
        db.RecordFor(workspace, caller, "access.refused", "scope", scope, $"{db.Tenant.Occasion?.Operation} was refused: the scope {scope} is missing.");
        await db.SaveChangesAsync(ct);
    }

    public void Dispose() => _told.Dispose();
}
