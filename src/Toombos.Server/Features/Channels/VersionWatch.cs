using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Tenancy;
using Connector = Toombos.Connectors.Channels.Connector;
using ConnectorList = Toombos.Connectors.Channels.ConnectorList;

namespace Toombos.Server.Features.Channels;

/// <summary>
/// Looks once a day whether versions of interfaces end soon that channels speak, and tells each workspace that has such a channel: once, also where somebody has
/// put the alert away. After an update of Toombos the alert ends by itself.
/// </summary>
public sealed class VersionWatch(IServiceScopeFactory scopes, TimeProvider clock, ILogger<VersionWatch> log) : Rounds("Looking for versions that end", clock, log)
{
    public const string Code = "channel.version-ends";

    protected override TimeSpan Pause => TimeSpan.FromDays(1);

    public override async Task RunAsync(CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(Clock.GetUtcNow().UtcDateTime);
        var ending = ConnectorList.All.Select(c => (Connector: c, Warning: c.Version?.Warning(c.Name, today))).Where(e => e.Warning is not null).ToList();
        var (kinds, subjects) = (ending.Select(e => e.Connector.Kind).ToList(), ending.Select(e => SubjectOf(e.Connector)).ToList());
        List<Guid> workspaces;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
            var speaking = await db.Channels.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(c => kinds.Contains(c.Kind)).Select(c => c.WorkspaceId).Distinct().ToListAsync(ct);
            var told = await db.Alerts.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(a => a.Code == Code && a.ClearedAt == null && !subjects.Contains(a.SubjectId)).Select(a => a.WorkspaceId).Distinct().ToListAsync(ct);
            workspaces = [.. speaking.Union(told)];
        }
        foreach (var workspace in workspaces)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "version watch");
            var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
            await db.InTransactionAsync(async () =>
            {
                var spoken = await db.Channels.Select(c => c.Kind).Distinct().ToListAsync(ct);
                var known = await db.Alerts.Where(a => a.Code == Code).ToListAsync(ct);
                foreach (var old in known.Where(a => a.ClearedAt is null && !subjects.Contains(a.SubjectId))) old.ClearedAt = Clock.GetUtcNow();
                foreach (var (connector, warning) in ending.Where(e => spoken.Contains(e.Connector.Kind)))
                    if (!known.Exists(a => a.SubjectId == SubjectOf(connector))) db.Alerts.Add(AlertRow.Of(SubjectOf(connector), Code, warning!, Clock.GetUtcNow(), []));
                return await db.SaveChangesAsync(ct);
            }, ct);
        }
    }

    /// <summary>The same for a version at all times, so that nobody is told twice.</summary>
    static Guid SubjectOf(Connector connector) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{connector.Kind} {connector.Version!.Name}")).AsSpan(0, 16));
}
