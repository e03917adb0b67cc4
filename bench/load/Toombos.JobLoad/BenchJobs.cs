using System.Collections.Concurrent;
using Toombos.Server.Platform.Jobs;

namespace Toombos.JobLoad;

/// <param name="At">When it should begin, in UTC ticks: its due time, or the moment before it was added.</param>
sealed record Load(long At);

/// <summary>What began in this process, and when.</summary>
sealed class Starts(TimeProvider clock)
{
    readonly ConcurrentQueue<string> _starts = new();

    public void Add(JobRun run, Load load) => _starts.Enqueue($"{run.Id:N}:{run.Attempt}:{clock.GetUtcNow().UtcTicks}:{load.At}");

    public string Take()
    {
        var taken = new List<string>();
        while (_starts.TryDequeue(out var start)) taken.Add(start);
        return string.Join(' ', taken);
    }
}

/// <summary>Does nothing: what is measured is all that is around it.</summary>
sealed class Nothing(Starts starts) : IJobHandler<Load>
{
    public Task<JobOutcome> RunAsync(Load payload, JobRun run, CancellationToken ct)
    {
        starts.Add(run, payload);
        return Task.FromResult<JobOutcome>(new JobOutcome.Completed());
    }
}

/// <summary>Occupies a place for two seconds, as a call of a model or a network does.</summary>
sealed class Slow(Starts starts, TimeProvider clock) : IJobHandler<Load>
{
    public async Task<JobOutcome> RunAsync(Load payload, JobRun run, CancellationToken ct)
    {
        starts.Add(run, payload);
        await Task.Delay(TimeSpan.FromSeconds(2), clock, ct);
        return new JobOutcome.Completed();
    }
}

/// <summary>Does not work the first time.</summary>
sealed class Flaky(Starts starts) : IJobHandler<Load>
{
    public Task<JobOutcome> RunAsync(Load payload, JobRun run, CancellationToken ct)
    {
        starts.Add(run, payload);
        return Task.FromResult<JobOutcome>(run.Attempt == 1 ? new JobOutcome.TryLater("bench.busy", "The other side is busy.", TimeSpan.FromSeconds(1)) : new JobOutcome.Completed());
    }
}

/// <summary>Tells how far it is, writes a line in its log, and takes a little while.</summary>
sealed class Talking(Starts starts, TimeProvider clock) : IJobHandler<Load>
{
    public async Task<JobOutcome> RunAsync(Load payload, JobRun run, CancellationToken ct)
    {
        starts.Add(run, payload);
        await run.ReportAsync(1, 2, "Half of it");
        await Task.Delay(TimeSpan.FromMilliseconds(20), clock, ct);
        await run.NoteAsync("The other half is next.");
        return new JobOutcome.Completed("All of it");
    }
}
