using Microsoft.EntityFrameworkCore;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Evals;

/// <summary>The job that does a run.</summary>
public sealed record EvalPayload(Guid RunId)
{
    public const string Kind = "evals";
}

/// <summary>
/// Has the cases of a run written, a few at a time. What is measured is saved text by text, so that a run that is stopped keeps it, and one that is done again does
/// only the rest.
/// </summary>
sealed class WriteCases(ToombosDb db, Tenant tenant, IServiceScopeFactory scopes, Outbound outbound, TimeProvider clock) : IJobHandler<EvalPayload>
{
    const int AtOnce = 4;

    public static JobRules Rules { get; } = new() { MaxAttempts = 2, FirstPause = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromHours(3) };

    public async Task<JobOutcome> RunAsync(EvalPayload payload, JobRun run, CancellationToken ct)
    {
        if (outbound.WhyClosed is { } why) return new JobOutcome.Failed("outbound.closed", why);
        if (await db.EvalRuns.FirstOrDefaultAsync(r => r.Id == payload.RunId, ct) is not { } row) return new JobOutcome.Failed("eval-run.not-found", "The run is no longer kept.");
        TriedChange? tried;
        try
        {
            tried = await TriedChange.OfAsync(row.Candidate, db, ct);
        }
        catch (FieldException gone)
        {
            return new JobOutcome.Failed("evals.candidate", gone.Message);
        }
        var done = await db.EvalResults.CountAsync(r => r.RunId == row.Id, ct);
        string? capped = null;
        await Parallel.ForEachAsync(row.Cases, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (id, token) =>
        {
            if (capped is not null) return;
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(run.WorkspaceId, tenant.Caller);
            try
            {
                await scope.ServiceProvider.GetRequiredService<MeasureCase>().RunAsync(row, id, tried, run, () => run.ReportAsync(Interlocked.Increment(ref done), row.Texts, "Texts written"), token);
            }
            catch (DomainRuleException refused) when (refused.Code == ModelBudget.Refused)
            {
                capped = refused.Message;
            }
        });
        if (capped is not null) return new JobOutcome.Partial(ModelBudget.Refused, $"{capped} What was measured until then stays; have the job done again to go on.");
        await db.InTransactionAsync(async () =>
        {
            await run.HoldAsync(db, ct);
            row.EndedAt = clock.GetUtcNow();
            return await db.SaveChangesAsync(ct);
        }, ct);
        return new JobOutcome.Completed();
    }
}
