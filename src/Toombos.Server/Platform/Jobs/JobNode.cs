using System.Collections.Concurrent;

namespace Toombos.Server.Platform.Jobs;

/// <summary>This process among those that do jobs: its name, and what it is doing right now.</summary>
public sealed class JobNode
{
    /// <summary>Another one at every start, so that nobody takes the runs of the process before for its own.</summary>
    public string Name { get; } = $"{Short(Environment.MachineName)}-{Environment.ProcessId}-{Random.Shared.Next(0x10000):x4}";

    internal ConcurrentDictionary<Guid, JobRun> Runs { get; } = new();

    /// <summary>Stops the run of a job that was called off, after the commit that did. Where it runs elsewhere, that node finds out at its next look at the table.</summary>
    internal void CallOff(Guid job)
    {
        if (Runs.TryGetValue(job, out var run)) run.Stop(JobStop.Cancelled);
    }

    static string Short(string name) => name.Length <= 60 ? name : name[..60];
}
