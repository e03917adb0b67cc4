using Microsoft.EntityFrameworkCore;
using Toombos.Client.Evals;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;
using Wire = Toombos.Client.Evals.EvalRun;

namespace Toombos.Server.Features.Evals;

/// <summary>Runs as the API shows them: with what was measured so far, and how far their jobs are.</summary>
sealed class RunViews(ToombosDb db)
{
    public async Task<IReadOnlyList<Wire>> ShowAsync(IReadOnlyList<EvalRun> runs, CancellationToken ct)
    {
        var jobIds = runs.Select(r => r.JobId).ToList();
        var jobs = await db.Jobs.AsNoTracking().Where(j => jobIds.Contains(j.Id)).Select(j => new { j.Id, j.State, j.Error }).ToDictionaryAsync(j => j.Id, ct);
        // After their jobs: what is said to be through has all that was measured.
        var cases = await ComparisonsAsync([.. runs.Select(r => r.Id)], ct);
        return [.. runs.Select(run =>
        {
            var job = jobs.GetValueOrDefault(run.JobId);
            return Show(run, StateOf(run, job?.State), job?.Error, cases[run.Id].ToList());
        })];
    }

    /// <summary>Those that became worse first.</summary>
    public async Task<IReadOnlyList<EvalComparison>> CasesAsync(Guid run, CancellationToken ct) =>
        [.. (await ComparisonsAsync([run], ct))[run].OrderBy(c => c.Verdict switch { EvalVerdict.Worse => 0, EvalVerdict.Better => 1, EvalVerdict.Same => 2, _ => 3 }).ThenBy(c => c.CaseId)];

    async Task<ILookup<Guid, EvalComparison>> ComparisonsAsync(List<Guid> runs, CancellationToken ct)
    {
        var results = await db.EvalResults.AsNoTracking().Where(r => runs.Contains(r.RunId)).OrderBy(r => r.CaseId).Select(r => new { r.RunId, r.CaseId, r.CaseName, r.Channel, r.Side, r.Unchanged, r.Score }).ToListAsync(ct);
        return results.GroupBy(r => new { r.RunId, r.CaseId }).ToLookup(g => g.Key.RunId, g =>
        {
            var (first, candidate) = (g.First(), g.FirstOrDefault(r => r.Side == EvalSide.Candidate));
            return Verdicts.Compare(g.Key.CaseId, first.CaseName, first.Channel, candidate?.Unchanged == true, g.FirstOrDefault(r => r.Side == EvalSide.Baseline)?.Score, candidate?.Score);
        });
    }

    static Wire Show(EvalRun run, EvalState state, string? problem, IReadOnlyList<EvalComparison> cases)
    {
        var measures = Verdicts.MeasuresOf(cases, run.Candidate is not null);
        var (verdict, sentence) = Verdicts.Of(cases, measures, run.Candidate is not null);
        return new()
        {
            Id = run.Id, Title = run.Title, State = state, CreatedAt = run.CreatedAt, CreatedBy = run.CreatedBy, EndedAt = run.EndedAt, JobId = run.JobId, Candidate = run.Candidate, Cases = run.Cases.Count, Texts = run.Texts,
            Done = cases.Sum(c => (c.Baseline is null ? 0 : 1) + (c.Candidate is null ? 0 : 1)), Cost = cases.Sum(c => (c.Baseline?.Cost ?? 0) + (c.Candidate?.Cost ?? 0)),
            Verdict = verdict, Sentence = sentence, Measures = measures, Problem = state is EvalState.Stopped or EvalState.Failed ? problem : null,
        };
    }

    /// <summary>A run whose job is gone before it was through is not going on.</summary>
    static EvalState StateOf(EvalRun run, JobState? job) => job switch
    {
        _ when run.EndedAt is not null => EvalState.Finished,
        JobState.Pending => EvalState.Waiting,
        JobState.Running => EvalState.Running,
        // It came to its end between reading the run and reading its job.
        JobState.Completed => EvalState.Finished,
        JobState.Failed => EvalState.Failed,
        _ => EvalState.Stopped,
    };
}
