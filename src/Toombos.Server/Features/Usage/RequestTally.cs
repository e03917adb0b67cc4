using System.Data.Common;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Usage;

/// <summary>Counts requests in memory and writes them down now and then, all workspaces in one transaction: a request never waits for that.</summary>
sealed partial class RequestTally(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RequestTally> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    readonly Lock _turn = new();
    Dictionary<Guid, long> _counted = [];

    public void Add(Guid workspace, long requests = 1)
    {
        lock (_turn) _counted[workspace] = _counted.GetValueOrDefault(workspace) + requests;
    }

    /// <summary>What is counted here and not written down yet.</summary>
    public long Of(Guid workspace)
    {
        lock (_turn) return _counted.GetValueOrDefault(workspace);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Every, clock, stoppingToken);
                await FlushAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            return; // the server stops, and StopAsync writes the rest
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        Dictionary<Guid, long> counted;
        lock (_turn) (counted, _counted) = (_counted, []);
        if (counted.Count == 0) return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
            var period = UsageMonth.PeriodOf(clock.GetUtcNow());
            await db.InTransactionAsync(async () =>
            {
                // In one order on all nodes, so that none waits for another in a circle.
                foreach (var (workspace, requests) in counted.OrderBy(c => c.Key)) await db.AddRequestsAsync(workspace, period, requests, ct);
                return counted.Count;
            }, ct);
        }
        catch (ObjectDisposedException)
        {
            return; // the process is ending and did not wait for us
        }
        catch (Exception e) when (e is DbException or OperationCanceledException or InvalidOperationException)
        {
            foreach (var (workspace, requests) in counted) Add(workspace, requests);
            LogNotWritten(e, counted.Count);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The requests of {Workspaces} workspaces could not be written down and will be with the next ones.")]
    partial void LogNotWritten(Exception exception, int workspaces);
}
