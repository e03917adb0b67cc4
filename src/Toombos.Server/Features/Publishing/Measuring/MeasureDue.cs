using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Publishing.Measuring;

/// <summary>Reads the figures that are due, channel by channel, for all workspaces and on any number of nodes: whoever moves the time of a channel's first on has them.</summary>
public sealed partial class MeasureDue(IServiceScopeFactory scopes, TimeProvider clock, ILogger<MeasureDue> log) : Rounds("Reading figures of publications", clock, log)
{
    /// <summary>How many are looked up in a round.</summary>
    const int Handful = 500;

    /// <summary>When one comes again whose reading died.</summary>
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    protected override TimeSpan Pause => TimeSpan.FromMinutes(1);
    protected override bool PausesFirst => true;

    public override async Task RunAsync(CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        List<(Guid Id, Guid Workspace, Guid Channel)> due;
        await using (var scope = scopes.CreateAsyncScope())
        {
            due = [.. (await scope.ServiceProvider.GetRequiredService<ToombosDb>().Measurements.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking()
                .Where(m => m.NextAt <= now).OrderBy(m => m.NextAt).Take(Handful).Select(m => new { m.Id, m.WorkspaceId, m.ChannelId }).ToListAsync(ct)).Select(m => (m.Id, m.WorkspaceId, m.ChannelId))];
        }
        foreach (var group in due.GroupBy(d => (d.Workspace, d.Channel)))
            foreach (var some in group.Select(d => d.Id).Chunk(MeasureDesk.Most)) await TryAsync(group.Key.Workspace, group.Key.Channel, some, now, ct);
    }

    async Task TryAsync(Guid workspace, Guid channel, Guid[] ids, DateTimeOffset now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "figures of publications");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        try
        {
            if (await db.Measurements.Where(m => ids.Contains(m.Id) && m.NextAt <= now).ExecuteUpdateAsync(set => set.SetProperty(m => m.NextAt, now + Lease), ct) == 0) return;
            await scope.ServiceProvider.GetRequiredService<MeasureDesk>().ReadAsync(channel, ids, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogFailed(failure, channel);
        }
    }

    [LoggerMessage(LogLevel.Error, "The figures of channel {Channel} could not be read; they are tried again")]
    partial void LogFailed(Exception failure, Guid channel);
}
