using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Connections;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Connections;

/// <summary>
/// Looks now and then for tokens of all workspaces that end soon: renews those of long life, which nobody may need until it is too late, and tells people of
/// those that only they can renew. Several nodes may do it at once; they take turns at each token.
/// </summary>
public sealed partial class RenewSoon(IServiceScopeFactory scopes, IOptions<ConnectionsOptions> options, TimeProvider clock, ILogger<RenewSoon> log) : Rounds("Looking after connections", clock, log)
{
    /// <summary>How long before the end people are told.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(7);

    static readonly TimeSpan Furthest = AccountProviders.All.Select(p => TimeSpan.FromSeconds(p.RenewAheadSeconds)).Append(Notice).Max();

    protected override TimeSpan Pause => TimeSpan.FromSeconds(options.Value.SweepSeconds);
    protected override bool PausesFirst => true;

    public override async Task RunAsync(CancellationToken ct)
    {
        var (now, due) = (Clock.GetUtcNow(), new List<Due>());
        await using (var scope = scopes.CreateAsyncScope())
        {
            var (db, until) = (scope.ServiceProvider.GetRequiredService<ToombosDb>(), now + Furthest);
            await db.ConnectionAttempts.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(a => a.EndsAt < now).ExecuteDeleteAsync(ct);
            due.AddRange(await db.Connections.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking()
                .Where(c => c.State == ConnectionState.Ready && (c.ExpiresAt < until || c.RefreshExpiresAt < until))
                .Select(c => new Due(c.Id, c.WorkspaceId, c.Provider, c.Generation, c.SealedRefresh != null, c.ExpiresAt, c.RefreshExpiresAt)).ToListAsync(ct));
        }
        foreach (var one in due) await TryAsync(one, now, ct);
    }

    async Task TryAsync(Due one, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(one.WorkspaceId, "token renewal");
        try
        {
            var ahead = TimeSpan.FromSeconds(AccountProviders.Find(one.Provider)?.RenewAheadSeconds ?? 0);
            var ends = one.Renewable ? one.RefreshExpiresAt : one.ExpiresAt;
            if (one.Renewable ? ahead > TimeSpan.Zero && one.ExpiresAt < now + ahead : one.ExpiresAt <= now)
                await scope.ServiceProvider.GetRequiredService<AccountTokens>().GetAsync(one.Id, ahead, null, ct);
            else if (ends < now + Notice)
                await scope.ServiceProvider.GetRequiredService<ConnectionAlarm>().WarnAsync(one.Id, one.Generation, ends.Value, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogFailed(failure, one.Id);
        }
    }

    sealed record Due(Guid Id, Guid WorkspaceId, string Provider, int Generation, bool Renewable, DateTimeOffset? ExpiresAt, DateTimeOffset? RefreshExpiresAt);

    [LoggerMessage(LogLevel.Error, "Looking after connection {Connection} failed; it is tried again")]
    partial void LogFailed(Exception failure, Guid connection);
}
