using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Audit;

/// <summary>Removes the oldest entries of a log, leaving the hash of the last one removed, with which the rest can still be verified.</summary>
public sealed class AuditRetention(ToombosDb db, Tenant tenant, TimeProvider clock)
{
    /// <summary>So many are removed in one transaction, so that writers do not wait long.</summary>
    const int Handful = 5000;

    /// <summary>Removes what happened before a moment, and notes that in the log.</summary>
    /// <returns>How many entries were removed.</returns>
    public async Task<int> TrimAsync(Guid workspaceId, DateTimeOffset before, CancellationToken ct)
    {
        var removed = 0;
        var last = await db.AuditEntries.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(e => e.WorkspaceId == workspaceId && e.At < before).MaxAsync(e => (long?)e.Sequence, ct);
        while (last is not null && await InTurnAsync(async head =>
        {
            var through = Math.Min(head.TrimmedSequence + Handful, last.Value);
            if (through <= head.TrimmedSequence) return 0;
            await MoveCheckpointAsync(head, through, ct);
            var gone = await DeleteAsync(workspaceId, through, ct);
            if (through == last) await AuditWriter.AppendAsync(db, [head], [NoteOf(workspaceId, through, before)], clock, ct);
            return gone;
        }, workspaceId, ct) is > 0 and var some) removed += some;
        return removed;
    }

    /// <summary>Removes a workspace's whole log; for the erasure of the workspace only.</summary>
    public Task EraseAsync(Guid workspaceId, CancellationToken ct) => InTurnAsync(async head =>
    {
        await MoveCheckpointAsync(head, head.Sequence, ct);
        var gone = await DeleteAsync(workspaceId, head.Sequence, ct);
        await db.AuditHeads.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(h => h.WorkspaceId == workspaceId).ExecuteDeleteAsync(ct);
        return gone;
    }, workspaceId, ct);

    Task<int> InTurnAsync(Func<AuditHead, Task<int>> work, Guid workspaceId, CancellationToken ct)
    {
        if (tenant.WorkspaceId != workspaceId) tenant.Enter(workspaceId, "retention");
        return db.InTransactionAsync(async () => await work(await AuditWriter.LockAsync(db, workspaceId, ct)), ct);
    }

    /// <summary>The databases themselves let entries go only up to the checkpoint.</summary>
    async Task MoveCheckpointAsync(AuditHead head, long through, CancellationToken ct)
    {
        var hash = await db.AuditEntries.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(e => e.WorkspaceId == head.WorkspaceId && e.Sequence == through).Select(e => e.Hash).FirstOrDefaultAsync(ct);
        await db.AuditHeads.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(h => h.WorkspaceId == head.WorkspaceId)
            .ExecuteUpdateAsync(set => set.SetProperty(h => h.TrimmedSequence, through).SetProperty(h => h.TrimmedHash, hash ?? head.Hash), ct);
    }

    Task<int> DeleteAsync(Guid workspaceId, long through, CancellationToken ct) => db.AuditEntries.IgnoreQueryFilters([ToombosDb.TenantFilter])
        .Where(e => e.WorkspaceId == workspaceId && e.Sequence <= through).ExecuteDeleteAsync(ct);

    static AuditNote NoteOf(Guid workspaceId, long through, DateTimeOffset before) => new()
    {
        WorkspaceId = workspaceId, Actor = Caller.System("retention"), Action = "system.audit-trimmed",
        Summary = new() { Note = string.Create(CultureInfo.InvariantCulture, $"Entries up to {through}, from before {before.UtcDateTime:yyyy-MM-dd}, were removed as the workspace's retention says.") },
    };
}
