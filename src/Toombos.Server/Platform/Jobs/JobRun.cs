using Microsoft.EntityFrameworkCore;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Jobs;

/// <summary>Why a run was told to stop.</summary>
public enum JobStop { None, Cancelled, Lost, Shutdown, Timeout }

/// <summary>One attempt of a job on this node, and what its handler may ask and say.</summary>
public sealed class JobRun(JobRow row, JobDesk desk, CancellationToken outside) : IDisposable
{
    readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(outside);
    readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    ITimer? _timer;

    public Guid Id { get; } = row.Id;
    public Guid WorkspaceId { get; } = row.WorkspaceId;
    public int Attempt { get; } = row.Attempt;
    public string Node { get; } = row.Node!;
    public JobStop Stopped { get; private set; }

    /// <summary>Ends when the run has.</summary>
    internal Task Over => _over.Task;

    internal CancellationToken Token => _stop.Token;

    /// <summary>
    /// Inside <see cref="ToombosDb.InTransactionAsync"/>: what is saved there is saved only if this run still has the job, and nobody can take it over before the commit.
    /// </summary>
    /// <exception cref="JobLostException">The job was given to somebody else while this process was away. Write nothing, send nothing.</exception>
    public async Task HoldAsync(ToombosDb db, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("A job is held inside a transaction.");
        if (Stopped == JobStop.Lost || !await db.Jobs.AnyAsync(j => j.Id == Id && j.Attempt == Attempt && j.Node == Node && j.State == JobState.Running, ct)) throw new JobLostException();
    }

    /// <summary>Tells people how far it is; at most about once a second is worth it.</summary>
    public Task ReportAsync(int done, int? total, string? text = null) => desk.ReportAsync(this, new(done, total, text));

    /// <summary>Adds a line to the job's log.</summary>
    public Task NoteAsync(string text) => desk.NoteAsync(this, text);

    internal void Stop(JobStop why)
    {
        lock (_stop)
        {
            if (_over.Task.IsCompleted) return; // it came to its end by itself at the same moment
            if (Stopped == JobStop.None) Stopped = why;
            _stop.Cancel();
        }
    }

    internal void StopAfter(TimeSpan time, TimeProvider clock) => _timer = clock.CreateTimer(_ => Stop(JobStop.Timeout), null, time, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        lock (_stop) _over.TrySetResult();
        _timer?.Dispose();
        _stop.Dispose();
    }
}

/// <summary>The job belongs to somebody else by now.</summary>
public sealed class JobLostException() : Exception("The job was given to another node.");
