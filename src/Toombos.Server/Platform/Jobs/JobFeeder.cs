using Microsoft.Extensions.Options;
using Quartz;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Jobs;

/// <summary>Hands jobs whose turn has come to the engine, a little before they are due, so that they begin on time.</summary>
public sealed partial class JobFeeder(ISchedulerFactory engine, IServiceScopeFactory scopes, JobNode node, JobBell bell, IOptions<JobsOptions> options, TimeProvider clock, ILogger<JobFeeder> log) : BackgroundService
{
    /// <summary>How often it looks without being called.</summary>
    static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>After a look that found something: under load each hands over more at once.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Longer than the time between two looks.</summary>
    static readonly TimeSpan Ahead = TimeSpan.FromSeconds(12);

    /// <summary>All jobs are one job to the engine; each has a trigger of its own.</summary>
    static readonly IJobDetail Job = JobBuilder.Create<JobRunner>().WithIdentity("job", "toombos").StoreDurably().Build();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                // What comes in the meantime is handed over together. For the sake of the machine, whatever the time is.
                while (await FeedAsync(stoppingToken)) await Task.Delay(Pause, TimeProvider.System, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
            await bell.WaitAsync(Look, stoppingToken);
        }
    }

    /// <returns>Whether there was anything.</returns>
    async Task<bool> FeedAsync(CancellationToken ct)
    {
        List<Called> called;
        await using (var scope = scopes.CreateAsyncScope())
            called = await JobLine.CallAsync(scope.ServiceProvider.GetRequiredService<ToombosDb>(), node.Name, options.Value, clock.GetUtcNow() + Ahead, ct);
        if (called.Count == 0) return false;
        // What is called but not handed over, because the process dies here, is found by the keeper.
        var scheduler = await engine.GetScheduler(ct);
        await scheduler.ScheduleJobs(new Dictionary<IJobDetail, IReadOnlyCollection<ITrigger>> { [Job] = called.ConvertAll(TriggerOf) }, new() { Replace = true }, ct);
        return true;
    }

    /// <summary>The trigger of a job, by which it is found again.</summary>
    internal static TriggerKey KeyOf(Guid workspace, Guid job) => new(job.ToString("N"), workspace.ToString("N"));

    /// <summary>However late it is, it begins at once: lateness is for people to judge, not for the engine.</summary>
    ITrigger TriggerOf(Called job) => TriggerBuilder.Create(clock).WithIdentity(KeyOf(job.WorkspaceId, job.Id)).ForJob(Job).WithPriority(10 - job.Priority)
        .StartAt(job.DueAt).WithSimpleSchedule(simple => simple.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires)).Build();

    [LoggerMessage(LogLevel.Error, "Jobs could not be handed to the engine; it is tried again in a second")]
    partial void LogFailed(Exception failure);
}
