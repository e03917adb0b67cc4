using Microsoft.EntityFrameworkCore;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Jobs;

/// <summary>A job whose turn has come.</summary>
sealed record Called(Guid WorkspaceId, Guid Id, DateTimeOffset DueAt, int Priority);

/// <summary>
/// Decides whose turn it is. Workspaces share the places evenly, whatever they have in line; a few places are kept for those that have none yet. Nodes decide
/// one after the other under a lock, so what all of them together may do at once is exact.
/// </summary>
static class JobLine
{
    /// <summary>Places that a workspace gets before the others may fill the rest.</summary>
    const int Assured = 4;
    const long Lock = 0x746F6F6D626F73;

    public static Task<List<Called>> CallAsync(ToombosDb db, string node, JobsOptions options, DateTimeOffset until, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", ct);
        var all = db.AllJobs.AsNoTracking();
        var fed = await all.Where(j => j.Fed != null).Select(j => new { j.WorkspaceId, j.Fed, j.Serial }).ToListAsync(ct);
        var (mine, here) = (fed.Count(f => f.Fed == node), fed.GroupBy(f => f.WorkspaceId).ToDictionary(g => g.Key, g => g.Count()));
        var busy = fed.Where(f => f.Serial is not null).Select(f => f.Serial!.Value).ToHashSet();
        var called = new List<Called>();
        var lanes = await LanesAsync(db, until, ct);
        foreach (var (workspace, most) in SharesOf(lanes, here, mine, options))
        {
            var line = await all.Where(j => j.WorkspaceId == workspace && j.State == JobState.Pending && j.Fed == null && j.WaitsFor == null && j.DueAt <= until
                    && (j.Serial == null || !busy.Contains(j.Serial.Value)))
                .OrderBy(j => j.Priority).ThenBy(j => j.DueAt).Take(most).Select(j => new { j.Id, j.DueAt, j.Priority, j.Serial }).ToListAsync(ct);
            called.AddRange(line.Where(j => j.Serial is not { } serial || busy.Add(serial)).Select(j => new Called(workspace, j.Id, j.DueAt, j.Priority)));
        }
        if (called.Count == 0) return called;
        var ids = called.ConvertAll(c => c.Id);
        await db.AllJobs.Where(j => ids.Contains(j.Id) && j.State == JobState.Pending && j.Fed == null)
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.Fed, node), ct);
        return called;
    }, ct);

    /// <summary>How many more each workspace may have done here.</summary>
    static IEnumerable<(Guid Workspace, int Most)> SharesOf(List<Guid> lanes, Dictionary<Guid, int> here, int mine, JobsOptions options)
    {
        if (lanes.Count == 0) yield break;
        // Twice the places: what is handed to the engine in time begins without a pause.
        var (common, total) = (options.Threads * 3 / 2 - mine, options.Threads * 2 - mine);
        var share = Math.Max(1, common / lanes.Count);
        foreach (var workspace in lanes.OrderBy(lane => here.GetValueOrDefault(lane)))
        {
            var has = here.GetValueOrDefault(workspace);
            var most = Math.Min(options.PerWorkspace - has, Math.Max(Math.Min(share, common), Math.Min(Assured - has, total)));
            if (most <= 0) continue;
            yield return (workspace, most);
            (common, total) = (common - most, total - most);
        }
    }

    /// <summary>Workspaces with something due, each found by two steps in an index, however long its line is.</summary>
    static Task<List<Guid>> LanesAsync(ToombosDb db, DateTimeOffset until, CancellationToken ct)
    {
        const string Line = """j."State" = 'Pending' AND j."Fed" IS NULL AND j."WaitsFor" IS NULL""";
        return db.Database.SqlQueryRaw<Guid>($$"""
            WITH RECURSIVE lanes(w) AS (
                SELECT (SELECT j."WorkspaceId" FROM jobs j WHERE {{Line}} ORDER BY j."WorkspaceId" LIMIT 1)
                UNION ALL
                SELECT (SELECT j."WorkspaceId" FROM jobs j WHERE {{Line}} AND j."WorkspaceId" > lanes.w ORDER BY j."WorkspaceId" LIMIT 1) FROM lanes WHERE lanes.w IS NOT NULL)
            SELECT lanes.w AS "Value" FROM lanes WHERE lanes.w IS NOT NULL AND EXISTS (SELECT 1 FROM jobs j WHERE {{Line}} AND j."WorkspaceId" = lanes.w AND j."DueAt" <= {0})
            """, db.Database.IsNpgsql() ? until : until.UtcTicks).ToListAsync(ct);
    }
}
