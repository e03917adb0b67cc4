namespace Toombos.Server.Platform.Jobs;

/// <summary>
/// Does one kind of work, in a scope of its own with the job's workspace entered. It may be begun more than once, so whatever it does
/// outside is guarded by a ledger, and whatever it saves is saved under <see cref="JobRun.HoldAsync"/>.
/// </summary>
public interface IJobHandler<in TPayload>
{
    Task<JobOutcome> RunAsync(TPayload payload, JobRun run, CancellationToken ct);
}

/// <summary>How jobs of a kind are treated.</summary>
public sealed record JobRules
{
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Pause before the second attempt; it doubles from attempt to attempt, up to <see cref="LongestPause"/>, give or take a quarter.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(5);
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>An attempt that takes longer is stopped and counts as one that may work later.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Nobody is told of such jobs, and those that were completed leave no row: there are as many of them as events, and to tell of them would make more. What
    /// waits, runs or failed can be seen as ever.
    /// </summary>
    public bool Quiet { get; init; }
}
