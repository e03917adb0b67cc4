using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Events;

/// <summary>
/// Numbers events under the lock of the workspace's log and adds them to the save under way. The lock is held until the commit, so numbers become visible in
/// their order and without gaps: whoever has read number ten has seen everything up to it.
/// </summary>
static class EventWriter
{
    /// <summary>PostgreSQL carries this word to the other nodes when, and only when, the transaction is committed.</summary>
    public const string Channel = "toombos_events";

    public static List<EventRow> Add(ToombosDb db, AuditHead end, IReadOnlyList<Announcement> announcements, DateTimeOffset now)
    {
        var rows = new List<EventRow>(announcements.Count);
        foreach (var one in announcements)
        {
            rows.Add(new()
            {
                WorkspaceId = end.WorkspaceId, Sequence = end.EventSequence + rows.Count + 1, At = now, Kind = one.Kind, SubjectId = one.SubjectId, Related = one.Related, Actor = one.Actor,
            });
        }
        db.AddRange(rows);
        return rows;
    }

    public static async Task CloseAsync(ToombosDb db, IReadOnlyList<EventRow> rows, CancellationToken ct)
    {
        var (workspace, last) = (rows[0].WorkspaceId, rows[^1].Sequence);
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"""UPDATE audit_heads SET "EventSequence" = {last} WHERE "WorkspaceId" = {workspace}; SELECT pg_notify({Channel}, {workspace.ToString()})""", ct);
        else await db.Database.ExecuteSqlAsync($"""UPDATE audit_heads SET "EventSequence" = {last} WHERE "WorkspaceId" = {workspace}""", ct);
    }

    /// <summary>Rows of a save that failed must not go along with the next one, under numbers that are taken by then.</summary>
    public static void Forget(ToombosDb db, IEnumerable<EventRow> rows)
    {
        foreach (var row in rows) db.Entry(row).State = EntityState.Detached;
    }
}
