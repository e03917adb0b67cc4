using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Jobs;

/// <summary>
/// Writes what becomes of jobs. Moves of a workspace that come while another is being written are written together in the next transaction, so that many
/// jobs cost few commits; each move looks at the row as it stands under the workspace's lock, and may find that it is no longer its to move.
/// </summary>
public sealed class JobDesk(IServiceScopeFactory scopes, JobKinds kinds, JobNode node, JobBell bell, IOptions<JobsOptions> options, TimeProvider clock) : IDisposable
{
    const int MostAtOnce = 200, Writers = 3;

    readonly ConcurrentDictionary<Guid, Lane> _lanes = new();

    /// <summary>Few write at the same time: what waits for its turn comes together, so that under load each transaction carries more.</summary>
    readonly SemaphoreSlim _writers = new(Writers);

    /// <summary>Begins a job that was handed to this node's engine. Null when it is not to be begun: cancelled, begun elsewhere, or taken back.</summary>
    internal Task<JobRow?> StartAsync(Guid workspace, Guid job) => MoveAsync(workspace, job, (row, _) =>
    {
        var now = clock.GetUtcNow();
        if (row is not { State: JobState.Pending, Fed: not null } || row.DueAt > now + TimeSpan.FromSeconds(1)) return null;
        (row.State, row.Attempt, row.Node, row.StartedAt, row.LeaseUntil) = (JobState.Running, row.Attempt + 1, node.Name, now, now + options.Value.Lease);
        (row.FinishedAt, row.Progress) = (null, null);
        return row;
    });

    /// <summary>Writes the end of a run. False when the job was somebody else's by then; nothing is written in that case.</summary>
    internal Task<bool> EndAsync(JobRun run, JobOutcome outcome) =>
        MoveAsync(run, (row, db) => JobMoves.End(row, outcome, kinds.Find(row.Kind)?.Rules ?? new(), run.Stopped, clock.GetUtcNow(), db));

    internal Task<bool> ReportAsync(JobRun run, JobProgress progress) => MoveAsync(run, (row, _) => row.Progress = progress);

    internal Task<bool> NoteAsync(JobRun run, string text) => MoveAsync(run, (row, db) => JobMoves.Note(db, row, JobStepKind.Note, text, clock.GetUtcNow()));

    /// <summary>Takes a job away from a node that is not heard of any more.</summary>
    internal Task<bool> TakeBackAsync(Guid workspace, Guid job, int attempt) => MoveAsync(workspace, job, (row, db) =>
    {
        if (row is not { State: JobState.Running } || row.Attempt != attempt || row.LeaseUntil > clock.GetUtcNow()) return false;
        JobMoves.Interrupt(row, clock.GetUtcNow(), db);
        return true;
    });

    /// <summary>A move of the run that has the job, and of no other.</summary>
    Task<bool> MoveAsync(JobRun run, Action<JobRow, ToombosDb> move) => MoveAsync(run.WorkspaceId, run.Id, (row, db) =>
    {
        if (row is not { State: JobState.Running } || row.Attempt != run.Attempt || row.Node != run.Node) return false;
        move(row, db);
        return true;
    });

    /// <summary>Has a move written, and answers when it is committed.</summary>
    async Task<T> MoveAsync<T>(Guid workspace, Guid job, Func<JobRow?, ToombosDb, T> move)
    {
        var written = new Move(job, (row, db) => move(row, db));
        var lane = _lanes.GetOrAdd(workspace, _ => new());
        if (lane.Add(written)) _ = Task.Run(() => WriteAllAsync(workspace, lane));
        return (T)(await written.Done.Task)!;
    }

    async Task WriteAllAsync(Guid workspace, Lane lane)
    {
        while (await WriteSomeAsync(workspace, lane))
        {
        }
    }

    async Task<bool> WriteSomeAsync(Guid workspace, Lane lane)
    {
        await _writers.WaitAsync();
        var moves = lane.Take(MostAtOnce);
        try
        {
            if (moves.Count > 0) await WriteAsync(workspace, moves);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            foreach (var move in moves) move.Done.TrySetException(failure);
        }
        finally
        {
            _writers.Release();
        }
        return moves.Count > 0;
    }

    async Task WriteAsync(Guid workspace, IReadOnlyList<Move> moves)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "jobs");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        db.GoesOn = false;
        var ids = moves.Select(m => m.Job).Distinct().ToList();
        var results = new List<object?>(moves.Count);
        var ended = false;
        await db.InTransactionAsync(async () =>
        {
            results.Clear();
            var rows = await db.Jobs.Where(j => ids.Contains(j.Id)).ToDictionaryAsync(j => j.Id, CancellationToken.None);
            var open = rows.Values.Where(r => !r.HasEnded).ToList();
            foreach (var move in moves) results.Add(move.Apply(rows.GetValueOrDefault(move.Job), db));
            ended = open.Exists(r => r.State != JobState.Running);
            if (open.FindAll(r => r.HasEnded) is { Count: > 0 } closed) await scope.ServiceProvider.GetRequiredService<JobEndings>().CloseAsync(closed, CancellationToken.None);
            db.Jobs.RemoveRange(open.Where(r => r is { Quiet: true, State: JobState.Completed }));
            await JobMoves.DropRepeatedAsync(db, CancellationToken.None);
            return await db.SaveChangesAsync(CancellationToken.None);
        }, CancellationToken.None);
        if (ended) bell.Ring();
        foreach (var (move, result) in moves.Zip(results)) move.Done.TrySetResult(result);
    }

    public void Dispose() => _writers.Dispose();

    sealed record Move(Guid Job, Func<JobRow?, ToombosDb, object?> Apply)
    {
        public TaskCompletionSource<object?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Moves of one workspace, and whether somebody is writing them.</summary>
    sealed class Lane
    {
        readonly Queue<Move> _moves = new();
        bool _busy;

        /// <summary>True for whoever has to begin writing.</summary>
        public bool Add(Move move)
        {
            lock (_moves)
            {
                _moves.Enqueue(move);
                if (_busy) return false;
                return _busy = true;
            }
        }

        /// <summary>Empty when all is written and the next one to add begins anew.</summary>
        public List<Move> Take(int most)
        {
            lock (_moves)
            {
                var taken = new List<Move>();
                while (taken.Count < most && _moves.TryDequeue(out var move)) taken.Add(move);
                _busy = taken.Count > 0;
                return taken;
            }
        }
    }
}
