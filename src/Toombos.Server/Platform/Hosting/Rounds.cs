namespace Toombos.Server.Platform.Hosting;

/// <summary>
/// Work that is done again and again while the process lives. From one round's end to the next one's beginning, so that a clock that leaps ahead, as after sleep,
/// is answered with one round. What a round throws is noted and ends nothing; what a background service throws would end the whole process.
/// </summary>
/// <param name="work">What fails, for the log: "The round through jobs".</param>
public abstract partial class Rounds(string work, TimeProvider clock, ILogger log) : BackgroundService
{
    protected TimeProvider Clock { get; } = clock;

    /// <summary>Between two rounds.</summary>
    protected abstract TimeSpan Pause { get; }

    /// <summary>Whether the first round waits for a pause too.</summary>
    protected virtual bool PausesFirst => false;

    /// <summary>One round.</summary>
    public abstract Task RunAsync(CancellationToken ct);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (PausesFirst) await Task.Delay(Pause, Clock, stoppingToken);
        while (true)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, failure, work, Pause);
            }
            await Task.Delay(Pause, Clock, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Work} failed; the next try follows in {Pause}")]
    static partial void LogFailed(ILogger log, Exception failure, string work, TimeSpan pause);
}
