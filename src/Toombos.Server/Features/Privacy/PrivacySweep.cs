using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Evals;
using Toombos.Server.Features.Files.Storing;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Privacy;

/// <summary>
/// Does once an hour what was planned: erases workspaces and people whose day has come, removes what retention no longer keeps, old events and
/// evaluations, and the bytes of files that are gone. Several nodes may do it at once; each step finds done what another has done.
/// </summary>
public sealed partial class PrivacySweep(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PrivacySweep> log) : Rounds("The sweep of what was planned for erasure", clock, log)
{
    readonly SemaphoreSlim _turn = new(1);

    protected override TimeSpan Pause => TimeSpan.FromHours(1);
    protected override bool PausesFirst => true;

    /// <summary>One sweep; it waits for one that is under way on this node.</summary>
    public override async Task RunAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            await SweepAsync(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    async Task SweepAsync(CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        foreach (var id in await ReadAsync(db => db.Workspaces.Where(w => w.EraseAt <= now).Select(w => w.Id), ct))
            await TryAsync("workspace", id, async services => await services.GetRequiredService<EraseWorkspace>().RunAsync(id, ct), ct);
        foreach (var id in await ReadAsync(db => db.People.Where(p => p.EraseAt <= now).Select(p => p.Id), ct))
        {
            await TryAsync("account", id, async services =>
            {
                if (!await services.GetRequiredService<ErasePerson>().RunAsync(id, ct)) LogPostponed(id);
            }, ct);
        }
        foreach (var rules in await ReadAsync(db => db.RetentionRules.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking(), ct))
            await TryAsync("retention", rules.WorkspaceId, async services => await services.GetRequiredService<ApplyRetention>().RunAsync(rules, ct), ct);
        await TryAsync("events", Guid.Empty, async services => await services.GetRequiredService<EventRetention>().RunAsync(ct), ct);
        await TryAsync("evaluations", Guid.Empty, async services => await services.GetRequiredService<EvalRetention>().RunAsync(ct), ct);
        await TryAsync("files", Guid.Empty, async services => await services.GetRequiredService<DiscardFiles>().RunAsync(ct), ct);
    }

    async Task<List<T>> ReadAsync<T>(Func<ToombosDb, IQueryable<T>> query, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await query(scope.ServiceProvider.GetRequiredService<ToombosDb>()).ToListAsync(ct);
    }

    /// <summary>What fails is tried again in an hour; the others are not held up by it.</summary>
    async Task TryAsync(string what, Guid id, Func<IServiceProvider, Task> work, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await work(scope.ServiceProvider);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogFailed(failure, what, id);
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "The sweep of {What} {Id} failed; it is tried again")]
    partial void LogFailed(Exception failure, string what, Guid id);

    [LoggerMessage(LogLevel.Warning, "Account {Id} was not erased yet: it is the only owner of a workspace with others in it")]
    partial void LogPostponed(Guid id);
}
