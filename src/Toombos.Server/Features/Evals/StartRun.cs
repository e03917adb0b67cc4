using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Evals;
using Toombos.Client.Models;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Evals.EvalRun;

namespace Toombos.Server.Features.Evals;

/// <summary>Starts a run over the golden set, as a job, where all of it fits under the caps; says beforehand what it may cost.</summary>
static class StartRun
{
    public static async Task<Accepted<Wire>> Handle(StartEvalRunRequest request, ToombosDb db, CaseWriter writer, ModelBudget budget, RunViews views, JobQueue queue, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        await EstimateAsync(request, db, writer, budget, ct);
        var run = await db.InTransactionAsync(async () =>
        {
            var row = new EvalRun
            {
                Title = request.Title is { } title ? Typed.Name("title", title) : null, Candidate = request.Candidate is { Model: null, Prompt: null, Voice: null } ? null : request.Candidate, Fresh = request.Fresh,
                Cases = await db.EvalCases.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct), CreatedAt = clock.GetUtcNow(), CreatedBy = AuditedText.Clean(tenant.Actor, 100),
            };
            // One after the other, so that what the first has asked the next remembers.
            var job = await queue.AddAsync(EvalPayload.Kind, new EvalPayload(row.Id), new() { Title = $"Evaluate {row.Title ?? EvalWords.Of(row.Candidate)}", Serial = tenant.Required, Related = new Dictionary<string, Guid> { ["evalRunId"] = row.Id } }, ct);
            row.JobId = job.Id;
            db.EvalRuns.Add(row);
            await db.SaveChangesAsync(ct);
            return row;
        }, ct);
        return TypedResults.Accepted($"/v1/evals/runs/{run.Id}", (await views.ShowAsync([run], ct))[0]);
    }

    public static async Task<Ok<EvalEstimate>> Estimate(StartEvalRunRequest request, ToombosDb db, CaseWriter writer, ModelBudget budget, CancellationToken ct) =>
        TypedResults.Ok(await EstimateAsync(request, db, writer, budget, ct));

    /// <exception cref="DomainRuleException"><c>models.budget</c>, 402, where not all of it fits under the caps together; <c>models.none</c> where no case can be asked for; <c>evals.no-cases</c>.</exception>
    static async Task<EvalEstimate> EstimateAsync(StartEvalRunRequest request, ToombosDb db, CaseWriter writer, ModelBudget budget, CancellationToken ct)
    {
        var cases = await db.EvalCases.AsNoTracking().OrderBy(c => c.Id).ToListAsync(ct);
        if (cases.Count == 0) throw new DomainRuleException("evals.no-cases", "The golden set is empty. Add drafts to it first: a handful that show what matters to you.");
        var tried = await TriedChange.OfAsync(request.Candidate, db, ct);
        var (found, problems, none) = (new List<ModelEstimate>(), new List<string>(), (Exception?)null);
        foreach (var one in cases)
        {
            try
            {
                var baseline = await writer.PrepareAsync(one, null, request.Fresh, ct);
                found.Add(await writer.EstimateAsync(baseline, ct));
                if (tried is not null && await writer.PrepareAsync(one, tried, request.Fresh, ct) is var take && !take.AsksTheSameAs(baseline)) found.Add(await writer.EstimateAsync(take, ct));
            }
            catch (Exception refused) when (refused is FieldException or DomainRuleException { Code: not ModelBudget.Refused })
            {
                problems.Add($"{one.Name}: {refused.Message}");
                none = refused;
            }
        }
        if (found.Count == 0) throw none!;
        var all = await budget.RequireAllAsync(null, found, ct);
        return new(cases.Count, found.Count, found.Count(e => e.Known), all.Models, all.Most, all.Usual, problems);
    }
}
