using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Quartz;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Jobs;

/// <summary>What the engine calls when a job's time has come: begins the row, has the kind's handler do the work, writes the end.</summary>
public sealed partial class JobRunner(JobDesk desk, JobKinds kinds, JobNode node, IServiceScopeFactory scopes, TimeProvider clock, ILogger<JobRunner> log) : IJob
{
    static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(1), AfterAway = TimeSpan.FromSeconds(2);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var key = context.Trigger.Key;
        if (!Guid.TryParseExact(key.Group, "N", out var workspace) || !Guid.TryParseExact(key.Name, "N", out var id)) return;
        if (await DatabaseAway.WaitAsync(() => desk.StartAsync(workspace, id), clock, cancellationToken) is not { } row) return;
        using var run = new JobRun(row, desk, cancellationToken);
        node.Runs[id] = run;
        try
        {
            if (kinds.Find(row.Kind) is not { } kind)
            {
                // While nodes of two versions run side by side, the older one does not know all kinds.
                await WriteEndAsync(run, new JobOutcome.TryLater("job.unknown-kind", "This node does not know how to do this. Bring all nodes to the same version."), row.Kind);
                return;
            }
            run.StopAfter(kind.Rules.Timeout, clock);
            using var activity = Telemetry.Telemetry.Activities.StartActivity($"job {row.Kind}", ActivityKind.Consumer, row.TraceParent);
            var outcome = await DoAsync(kind, row, run);
            if (outcome is not null) await WriteEndAsync(run, outcome, row.Kind);
        }
        finally
        {
            node.Runs.TryRemove(new(id, run));
        }
    }

    /// <summary>Null when the job is somebody else's by now: then there is nothing to say.</summary>
    async Task<JobOutcome?> DoAsync(JobKind kind, JobRow row, JobRun run)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(row.WorkspaceId, Caller.System(row.CreatedBy) with { Part = row.Kind, Test = row.Test });
        try
        {
            return await kind.Run(scope.ServiceProvider, row.Payload, run, run.Token);
        }
        catch (JobLostException)
        {
            return null;
        }
        catch (OperationCanceledException) when (run.Token.IsCancellationRequested)
        {
            return run.Stopped switch
            {
                JobStop.Lost => null,
                JobStop.Shutdown => new JobOutcome.TryLater("job.stopped", "The server was stopped in the middle.", TimeSpan.Zero, Counts: false),
                JobStop.Timeout => new JobOutcome.TryLater("job.timeout", $"It took longer than {kind.Rules.Timeout.TotalMinutes:0.#} minutes and was stopped."),
                _ => new JobOutcome.TryLater("job.cancelled", "It was cancelled."),
            };
        }
        catch (DomainRuleException refused)
        {
            return new JobOutcome.Failed(refused.Code, refused.Message);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new JobOutcome.TryLater("job.changed", "Somebody changed the same thing at the same moment.", TimeSpan.FromSeconds(1));
        }
        catch (Exception failure) when (DatabaseAway.Caused(failure))
        {
            // Its end is written when the database is back, so it is not tried in vain; and that the database was away is no fault of the job's.
            LogAway(failure.GetType().Name, row.Kind, row.Id);
            return new JobOutcome.TryLater("database.away", "The database was away for a moment.", AfterAway, Counts: false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogFailed(failure, row.Kind, row.Id);
            return new JobOutcome.TryLater("job.unexpected", $"Something went wrong that nobody expected. The operator finds it in the log under {row.Id}.");
        }
    }

    /// <summary>As long as this node may have the job. Where the database is away for longer, another node takes it, and nothing here counts any more.</summary>
    async Task WriteEndAsync(JobRun run, JobOutcome outcome, string kind)
    {
        while (true)
        {
            try
            {
                if (!await desk.EndAsync(run, outcome)) LogFenced(kind, run.Id, run.Attempt);
                return;
            }
            catch (Exception failure) when (failure is not OutOfMemoryException && run.Stopped != JobStop.Lost)
            {
                LogNotWritten(failure.GetType().Name, kind, run.Id);
                await Task.Delay(BetweenWrites, clock);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Job {Kind} {Job} failed in a way that nobody expected")]
    partial void LogFailed(Exception failure, string kind, Guid job);

    [LoggerMessage(LogLevel.Warning, "{Failure}: job {Kind} {Job} was broken off, because the database was away; it goes on when that is back")]
    partial void LogAway(string failure, string kind, Guid job);

    [LoggerMessage(LogLevel.Warning, "Job {Kind} {Job} belonged to another node when attempt {Attempt} ended here; its end was not written")]
    partial void LogFenced(string kind, Guid job, int attempt);

    [LoggerMessage(LogLevel.Warning, "{Failure}: the end of job {Kind} {Job} could not be written yet")]
    partial void LogNotWritten(string failure, string kind, Guid job);
}
