using Microsoft.EntityFrameworkCore;
using Toombos.Client.Audit;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Audit;

/// <summary>Walks a workspace's chain and names each entry that was altered, taken out, put in or moved. Writers go on meanwhile.</summary>
public static class VerifyAudit
{
    const int MostProblems = 100;

    public static async Task<AuditVerification> RunAsync(ToombosDb db, Guid workspace, CancellationToken ct)
    {
        var head = await db.AuditHeadAsync(workspace, ct);
        var (from, to) = ((head?.TrimmedSequence ?? 0) + 1, head?.Sequence ?? 0);
        var problems = new List<AuditProblem>();
        void Report(AuditProblemKind kind, long sequence, string what)
        {
            if (problems.Count < MostProblems) problems.Add(new(kind, sequence, what));
        }
        void ReportMissing(long first, long last) => Report(AuditProblemKind.Missing, first, first == last ? $"Entry {first} is missing." : $"Entries {first} to {last} are missing.");

        await ReportOutsideAsync(db, workspace, from, Report, ct);
        var (expected, previous, count) = (from, head?.TrimmedHash ?? AuditForm.Zero, 0L);
        await foreach (var entry in db.ReadAuditAsync(workspace, from - 1, to, ct))
        {
            count++;
            if (entry.Sequence > expected) ReportMissing(expected, entry.Sequence - 1);
            else if (!entry.PreviousHash.AsSpan().SequenceEqual(previous)) Report(AuditProblemKind.Unlinked, entry.Sequence, $"Entry {entry.Sequence} does not follow from the one before it: entries were exchanged, put in or written anew.");
            if (!entry.Hash.AsSpan().SequenceEqual(AuditForm.HashOf(entry.PreviousHash, entry))) Report(AuditProblemKind.Altered, entry.Sequence, $"Entry {entry.Sequence} was altered: its fields do not give its hash.");
            (expected, previous) = (entry.Sequence + 1, entry.Hash);
        }
        if (expected <= to) ReportMissing(expected, to);
        else if (head is not null && !previous.AsSpan().SequenceEqual(head.Hash)) Report(AuditProblemKind.Unlinked, to, $"Entry {to} is not the one that the log's end was recorded with: it was exchanged or written anew.");

        return new()
        {
            WorkspaceId = workspace, Intact = problems.Count == 0, Checked = count, From = from, To = to, Hash = Convert.ToHexStringLower(head?.Hash ?? AuditForm.Zero), Problems = problems,
        };
    }

    /// <summary>Entries before the checkpoint or behind the end. The end is read after them, so that what is written just now is not taken for one.</summary>
    static async Task ReportOutsideAsync(ToombosDb db, Guid workspace, long from, Action<AuditProblemKind, long, string> report, CancellationToken ct)
    {
        var entries = db.AuditEntries.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(e => e.WorkspaceId == workspace);
        var (first, last) = (await entries.MinAsync(e => (long?)e.Sequence, ct), await entries.MaxAsync(e => (long?)e.Sequence, ct));
        var now = await db.AuditHeadAsync(workspace, ct);
        if (first < from && now?.TrimmedSequence < from) report(AuditProblemKind.Surplus, first.Value, $"Entry {first} should have been removed with all before {from}.");
        if (last > (now?.Sequence ?? 0)) report(AuditProblemKind.Surplus, (now?.Sequence ?? 0) + 1, $"There are entries up to {last}, behind the recorded end of the log at {now?.Sequence ?? 0}.");
    }
}
