using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Evals;

/// <summary>Has one case of a run written by both sides and saves what was measured; what was measured before is left alone.</summary>
sealed class MeasureCase(ToombosDb db, CaseWriter writer)
{
    public async Task RunAsync(EvalRun of, Guid id, TriedChange? tried, JobRun run, Func<Task> report, CancellationToken ct)
    {
        var known = await db.EvalResults.AsNoTracking().Where(r => r.RunId == of.Id && r.CaseId == id).ToListAsync(ct);
        if (known.Count == (tried is null ? 1 : 2)) return;
        if (await db.EvalCases.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct) is not { } one)
        {
            await run.NoteAsync("A case was removed from the golden set in the meantime and is left out.");
            return;
        }
        var (now, refusal) = await PrepareAsync(one, null, of.Fresh, ct);
        if (known.Find(r => r.Side == EvalSide.Baseline) is not { } baseline)
        {
            baseline = await SaveAsync(of, one, EvalSide.Baseline, now is null ? Refused(refusal!) : await writer.WriteAsync(now, ct), false, run, ct);
            await report();
        }
        if (tried is null) return;
        var (then, problem) = await PrepareAsync(one, tried, of.Fresh, ct);
        var unchanged = now is not null && then?.AsksTheSameAs(now) == true;
        var text = unchanged ? new(baseline.Score with { Cost = 0, Known = true }, baseline.Content, baseline.Checks) : then is null ? Refused(problem!) : await writer.WriteAsync(then, ct);
        await SaveAsync(of, one, EvalSide.Candidate, text, unchanged, run, ct);
        await report();
    }

    /// <summary>A case whose brief is no longer there is asked for by nobody.</summary>
    async Task<(CaseTake? Take, string? Problem)> PrepareAsync(EvalCase one, TriedChange? tried, bool fresh, CancellationToken ct)
    {
        try
        {
            return (await writer.PrepareAsync(one, tried, fresh, ct), null);
        }
        catch (FieldException gone)
        {
            return (null, gone.Message);
        }
    }

    static CaseText Refused(string problem) => new(new() { Written = false, Problem = problem, Prompt = "" }, null, null);

    Task<EvalResult> SaveAsync(EvalRun of, EvalCase one, EvalSide side, CaseText text, bool unchanged, JobRun run, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        await run.HoldAsync(db, ct);
        var result = new EvalResult { RunId = of.Id, CaseId = one.Id, CaseName = one.Name, Channel = one.Channel, Side = side, Unchanged = unchanged, Score = text.Score, Content = text.Content, Checks = text.Checks };
        db.EvalResults.Add(result);
        await db.SaveChangesAsync(ct);
        return result;
    }, ct);
}
