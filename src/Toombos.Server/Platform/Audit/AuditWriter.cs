using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Audit;

/// <summary>
/// Appends entries to their chains inside the transaction of the change. Whoever writes in a workspace locks the end of its log first and
/// until the commit: entries follow one after the other, and what a writer read under the lock still holds when it saves.
/// </summary>
static class AuditWriter
{
    /// <summary>Locks the ends of all logs that will be written to, in one order, whoever asks.</summary>
    public static async Task<IReadOnlyList<AuditHead>> LockAsync(ToombosDb db, IEnumerable<Guid> workspaces, CancellationToken ct)
    {
        var ends = new List<AuditHead>();
        foreach (var workspace in workspaces.Distinct().Order()) ends.Add(await LockAsync(db, workspace, ct));
        return ends;
    }

    public static async Task AppendAsync(ToombosDb db, IReadOnlyList<AuditHead> ends, IReadOnlyList<AuditNote> notes, TimeProvider clock, CancellationToken ct)
    {
        foreach (var end in ends)
        {
            var (sequence, hash, at) = (end.Sequence, end.Hash, end.At);
            foreach (var note in notes.Where(n => n.WorkspaceId == end.WorkspaceId))
            {
                var now = clock.GetUtcNow();
                if (now > at) at = AuditRow.Microseconds.FromNumber(AuditRow.Microseconds.ToNumber(now));
                var row = RowOf(note, ++sequence, at, hash);
                hash = row.Hash;
                await InsertAsync(db, row, ct);
            }
        }
    }

    /// <summary>Locks the end of a workspace's log until the transaction ends; SQLite's transaction is that lock already.</summary>
    public static async Task<AuditHead> LockAsync(ToombosDb db, Guid workspace, CancellationToken ct)
    {
        if (await FindAsync(db, workspace, ct) is { } head) return head;
        var at = AuditRow.Microseconds.ToNumber(DateTimeOffset.UnixEpoch);
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO audit_heads ("WorkspaceId", "Sequence", "Hash", "At", "TrimmedSequence", "TrimmedHash", "EventSequence") VALUES ({workspace}, 0, {AuditForm.Zero}, {at}, 0, {AuditForm.Zero}, 0) ON CONFLICT DO NOTHING""", ct);
        return await FindAsync(db, workspace, ct) ?? throw new InvalidOperationException("The end of the log could not be locked.");
    }

    static async Task<AuditHead?> FindAsync(ToombosDb db, Guid workspace, CancellationToken ct)
    {
        var heads = db.Database.IsNpgsql()
            ? db.AuditHeads.FromSql($"""SELECT * FROM audit_heads WHERE "WorkspaceId" = {workspace} FOR UPDATE""")
            : db.AuditHeads.FromSql($"""SELECT * FROM audit_heads WHERE "WorkspaceId" = {workspace}""");
        return (await heads.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking().ToListAsync(ct)).SingleOrDefault();
    }

    /// <summary>Past the change tracker, which lets nobody touch these tables.</summary>
    static async Task InsertAsync(ToombosDb db, AuditRow row, CancellationToken ct)
    {
        var at = AuditRow.Microseconds.ToNumber(row.At);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO audit_entries ("WorkspaceId", "Sequence", "At", "ActorKind", "ActorId", "ActorName", "Action", "TargetKind", "TargetId", "Address", "Device", "Summary", "PreviousHash", "Hash")
            VALUES ({row.WorkspaceId}, {row.Sequence}, {at}, {row.ActorKind.ToString()}, {row.ActorId}, {row.ActorName}, {row.Action}, {row.TargetKind}, {row.TargetId}, {row.Address}, {row.Device}, {row.Summary}, {row.PreviousHash}, {row.Hash});
            UPDATE audit_heads SET "Sequence" = {row.Sequence}, "Hash" = {row.Hash}, "At" = {at} WHERE "WorkspaceId" = {row.WorkspaceId};
            """, ct);
    }

    internal static AuditRow RowOf(AuditNote note, long sequence, DateTimeOffset at, byte[] previous)
    {
        AuditRow With(byte[] hash) => new()
        {
            WorkspaceId = note.WorkspaceId, Sequence = sequence, At = at, ActorKind = KindOf(note.Actor.Kind), ActorId = note.Actor.Id,
            ActorName = AuditedText.Clean(note.Actor.Name, AuditRow.NameLength), Action = AuditedText.Clean(note.Action, AuditRow.ActionLength),
            TargetKind = note.TargetKind is null ? null : AuditedText.Clean(note.TargetKind, AuditRow.NameLength), TargetId = note.TargetId is null ? null : AuditedText.Clean(note.TargetId, AuditRow.IdLength),
            Address = note.Address, Device = note.Device is null ? null : AuditedText.Clean(note.Device, AuditRow.NameLength), Summary = TextOf(note.Summary), PreviousHash = previous, Hash = hash,
        };
        return With(AuditForm.HashOf(previous, With([])));
    }

    /// <summary>The summary as JSON; one that is too long tells of fewer things, and in the end only how many there were.</summary>
    static string TextOf(AuditSummary summary)
    {
        while (true)
        {
            var text = Json.Write(summary);
            if (text.Length <= AuditRow.SummaryLength) return text;
            var kept = summary.Changes.Count / 2;
            var more = (summary.More ?? new Dictionary<string, int>()).ToDictionary(m => m.Key, m => m.Value);
            foreach (var left in summary.Changes.Skip(kept)) more[left.Kind] = more.GetValueOrDefault(left.Kind) + 1;
            summary = summary with { Changes = [.. summary.Changes.Take(kept)], More = more };
        }
    }

    static AuditActorKind KindOf(CallerKind kind) => kind switch { CallerKind.Person => AuditActorKind.Person, CallerKind.Key => AuditActorKind.Key, _ => AuditActorKind.System };
}
