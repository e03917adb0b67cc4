namespace Toombos.Client.Evals;

/// <summary>The golden set of the workspace, and runs that show what another model, prompt or voice would make of it.</summary>
public sealed class EvalsClient(ToombosConnection connection)
{
    /// <summary>The golden set, oldest case first.</summary>
    public Task<IReadOnlyList<EvalCase>> ListCasesAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<EvalCase>>("v1/evals/cases", ct);

    /// <summary>Makes a case of a draft, which keeps a copy of all that it takes. 404 <c>draft.not-found</c>; 409 <c>eval-case.exists</c> for the same draft and brief, <c>eval-case.too-many</c> beyond 50; 400 for a brief of another channel.</summary>
    public Task<EvalCase> AddCaseAsync(AddEvalCaseRequest request, CancellationToken ct = default) => connection.SendAsync<AddEvalCaseRequest, EvalCase>(HttpMethod.Post, "v1/evals/cases", request, ct);

    /// <summary>404 <c>eval-case.not-found</c>.</summary>
    public Task<EvalCase> RenameCaseAsync(Guid id, RenameEvalCaseRequest request, CancellationToken ct = default) =>
        connection.SendAsync<RenameEvalCaseRequest, EvalCase>(HttpMethod.Patch, $"v1/evals/cases/{id}", request, ct);

    /// <summary>Removes a case; what runs have measured of it stays. 404 <c>eval-case.not-found</c>.</summary>
    public Task RemoveCaseAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/evals/cases/{id}", ct);

    /// <summary>What a run may cost; nothing is asked. 402 <c>models.budget</c>; 409 <c>models.none</c>, <c>evals.no-cases</c>; 400 for a candidate that there is not, or that changes no case.</summary>
    public Task<EvalEstimate> EstimateAsync(StartEvalRunRequest request, CancellationToken ct = default) =>
        connection.SendAsync<StartEvalRunRequest, EvalEstimate>(HttpMethod.Post, "v1/evals/runs/estimate", request, ct);

    /// <summary>Starts a run, as a job. Refused as its estimate is; nothing is queued then.</summary>
    public Task<EvalRun> StartAsync(StartEvalRunRequest request, CancellationToken ct = default) => connection.SendAsync<StartEvalRunRequest, EvalRun>(HttpMethod.Post, "v1/evals/runs", request, ct);

    /// <summary>Runs, newest first; they are kept for 90 days.</summary>
    public Task<Page<EvalRun>> ListRunsAsync(string? after = null, int limit = 20, CancellationToken ct = default) =>
        connection.GetAsync<Page<EvalRun>>(ToombosConnection.Query("v1/evals/runs", ("after", after), ("limit", limit)), ct);

    /// <summary>A run with its cases. 404 <c>eval-run.not-found</c>.</summary>
    public Task<EvalRunDetails> GetRunAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<EvalRunDetails>($"v1/evals/runs/{id}", ct);

    /// <summary>The texts of one case of a run. 404 <c>eval-run.not-found</c>, <c>eval-case.not-found</c> where it has not been written yet.</summary>
    public Task<EvalTexts> GetTextsAsync(Guid runId, Guid caseId, CancellationToken ct = default) => connection.GetAsync<EvalTexts>($"v1/evals/runs/{runId}/cases/{caseId}", ct);
}
