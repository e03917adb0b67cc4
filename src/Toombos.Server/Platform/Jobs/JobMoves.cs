using Microsoft.EntityFrameworkCore;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Alerts;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Jobs;

/// <summary>The moves that a job can make from state to state. Pure on the row; what is written is the caller's.</summary>
static class JobMoves
{
    static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>Shorter pauses that use no attempt up come and go by the hundred.</summary>
    static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(5);

    public static void End(JobRow row, JobOutcome outcome, JobRules rules, JobStop stopped, DateTimeOffset now, ToombosDb db)
    {
        switch (outcome)
        {
            case JobOutcome.Completed completed:
                Close(row, JobState.Completed, null, null, now);
                if (completed.Sentence is { } sentence) Note(db, row, JobStepKind.Completed, sentence, now);
                break;
            case JobOutcome.Partial partial:
                Close(row, JobState.Partial, partial.Code, partial.Sentence, now);
                Note(db, row, JobStepKind.Partial, partial.Sentence, now);
                break;
            case JobOutcome.Failed failed:
                Close(row, JobState.Failed, failed.Code, failed.Sentence, now);
                Note(db, row, JobStepKind.Failed, failed.Sentence, now);
                break;
            case JobOutcome.TryLater when row.CancelRequested || stopped == JobStop.Cancelled:
                Cancel(row, now, db);
                break;
            case JobOutcome.TryLater later:
                Postpone(row, later, rules, now, db);
                break;
        }
        if (!row.HasEnded || !row.Again) return;
        // Asked for again while it ran: whatever came in the meantime is not lost.
        Wait(row, now);
        (row.Failures, row.FinishedAt) = (0, null);
    }

    public static void Cancel(JobRow row, DateTimeOffset now, ToombosDb db)
    {
        row.Again = false;
        Close(row, JobState.Cancelled, null, null, now);
        Note(db, row, JobStepKind.Cancelled, "Cancelled", now);
    }

    /// <summary>Ends a job that waits, and has one that runs stop where it can.</summary>
    public static void CallOff(JobRow row, DateTimeOffset now, ToombosDb db)
    {
        if (row.State == JobState.Pending) Cancel(row, now, db);
        else row.CancelRequested = true;
    }

    /// <summary>Puts a job that had ended back in line.</summary>
    public static void Retry(JobRow row, DateTimeOffset now, ToombosDb db, string by)
    {
        Wait(row, now);
        (row.Failures, row.FinishedAt, row.CancelRequested, row.AlertedAt) = (0, null, false, null);
        Note(db, row, JobStepKind.Queued, $"{by} has it done again", now);
    }

    /// <summary>Its node died, or was away for too long. That counts as a failure: a job that kills every node must end some time.</summary>
    public static void Interrupt(JobRow row, DateTimeOffset now, ToombosDb db)
    {
        const string Sentence = "The process that did this was interrupted. What it had begun is looked at before it is done again.";
        Note(db, row, JobStepKind.Interrupted, Sentence, now);
        row.Failures++;
        if (row.CancelRequested) Cancel(row, now, db);
        else if (row.Failures < row.MaxAttempts) Wait(row, now);
        else Close(row, JobState.Failed, "job.interrupted", $"{Sentence} That happened {row.Failures} times; have it done again when the cause is found.", now);
    }

    /// <summary>Those that waited for these begin, or end with them; what was told of their being late is settled.</summary>
    /// <returns>All that ended.</returns>
    public static async Task<IReadOnlyList<JobRow>> SettleAsync(ToombosDb db, IReadOnlyList<JobRow> ended, DateTimeOffset now, CancellationToken ct)
    {
        var all = ended.ToList();
        if (ended.Where(e => e.AlertedAt is not null).Select(e => e.Id).ToList() is { Count: > 0 } late)
            await db.ClearAlertsAsync(late, now, ct);
        while (ended.Count > 0)
        {
            var states = ended.ToDictionary(e => e.Id, e => e.State);
            var ids = states.Keys.ToList();
            var waiting = await db.Jobs.Where(j => j.WaitsFor != null && ids.Contains(j.WaitsFor.Value) && j.State == JobState.Pending).ToListAsync(ct);
            foreach (var row in waiting)
            {
                if (states[row.WaitsFor!.Value] == JobState.Completed)
                {
                    row.WaitsFor = null;
                    continue;
                }
                Close(row, states[row.WaitsFor.Value] == JobState.Cancelled ? JobState.Cancelled : JobState.Failed, "job.dependency", "What this waited for did not succeed. Do that again first, then this.", now);
            }
            ended = [.. waiting.Where(w => w.HasEnded)];
            all.AddRange(ended);
        }
        return all;
    }

    public static void Note(ToombosDb db, JobRow row, JobStepKind kind, string text, DateTimeOffset now) => db.JobSteps.Add(new()
    {
        WorkspaceId = row.WorkspaceId, JobId = row.Id, At = now, Attempt = row.Attempt, Kind = kind, Text = AuditedText.Clean(text, JobStepRow.TextLength), Node = row.Node,
    });

    /// <summary>Before a save: notes that say what the line before them says tell nothing new.</summary>
    public static async Task DropRepeatedAsync(ToombosDb db, CancellationToken ct)
    {
        foreach (var note in db.JobSteps.Local.Where(s => s.Kind == JobStepKind.Note).ToList())
        {
            if (await db.JobSteps.Where(s => s.JobId == note.JobId).OrderByDescending(s => s.Id).Select(s => s.Text).FirstOrDefaultAsync(ct) == note.Text) db.JobSteps.Remove(note);
        }
    }

    static void Postpone(JobRow row, JobOutcome.TryLater later, JobRules rules, DateTimeOffset now, ToombosDb db)
    {
        if (later.Counts && ++row.Failures >= row.MaxAttempts)
        {
            var sentence = $"{later.Sentence} It was tried {row.Failures} times and is not tried again by itself.";
            Close(row, JobState.Failed, later.Code, sentence, now);
            Note(db, row, JobStepKind.Failed, sentence, now);
            return;
        }
        var pause = later.After is { } asked ? (asked < LongestWait ? asked : LongestWait) : PauseOf(row.Failures, rules);
        Wait(row, now + pause);
        if (!later.Counts)
        {
            // Nothing went wrong, so it is no error; but who wonders why it does not get on is told.
            if (pause >= WorthTelling) Note(db, row, JobStepKind.Note, later.Sentence, now);
            return;
        }
        (row.ErrorCode, row.Error) = (later.Code, AuditedText.Clean(later.Sentence, JobRow.ErrorLength));
        Note(db, row, JobStepKind.Retrying, $"{later.Sentence} It is tried again in {Math.Max(1, Math.Round(pause.TotalSeconds))} s.", now);
    }

    /// <summary>Doubles from attempt to attempt, give or take a quarter so that many don't come back at once.</summary>
    public static TimeSpan PauseOf(int failures, JobRules rules)
    {
        var pause = rules.FirstPause * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        return (pause < rules.LongestPause ? pause : rules.LongestPause) * (0.75 + Random.Shared.NextDouble() / 2);
    }

    static void Wait(JobRow row, DateTimeOffset due)
    {
        (row.State, row.DueAt, row.Again) = (JobState.Pending, due, false);
        Free(row);
    }

    static void Close(JobRow row, JobState state, string? code, string? sentence, DateTimeOffset now)
    {
        (row.State, row.FinishedAt, row.ErrorCode, row.Error) = (state, now, code, sentence is null ? null : AuditedText.Clean(sentence, JobRow.ErrorLength));
        Free(row);
    }

    static void Free(JobRow row) => (row.Fed, row.Node, row.LeaseUntil) = (null, null, null);
}
