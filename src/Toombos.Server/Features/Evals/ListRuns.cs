using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Evals;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Evals.EvalRun;

namespace Toombos.Server.Features.Evals;

/// <summary>Runs, one run with its cases, and the texts of one case.</summary>
static class ListRuns
{
    const int Usual = 20;

    public static async Task<Ok<Page<Wire>>> Handle(ToombosDb db, RunViews views, string? after, int? limit, CancellationToken ct)
    {
        var (last, size) = (Keyset.IdOf(after), Keyset.Clamp(limit ?? Usual));
        var rows = await db.EvalRuns.AsNoTracking().Where(r => last == null || r.Id < last).OrderByDescending(r => r.Id).Take(size + 1).ToListAsync(ct);
        var shown = (await views.ShowAsync([.. rows.Take(size)], ct)).ToDictionary(r => r.Id);
        return TypedResults.Ok(Keyset.Page(rows, size, r => r.Id.ToString("N"), r => shown[r.Id]));
    }

    public static async Task<Ok<EvalRunDetails>> One(Guid id, ToombosDb db, RunViews views, CancellationToken ct)
    {
        var run = await FindAsync(id, db, ct);
        return TypedResults.Ok(new EvalRunDetails((await views.ShowAsync([run], ct))[0], await views.CasesAsync(id, ct)));
    }

    public static async Task<Ok<EvalTexts>> Texts(Guid id, Guid caseId, ToombosDb db, CancellationToken ct)
    {
        await FindAsync(id, db, ct);
        var results = await db.EvalResults.AsNoTracking().Where(r => r.RunId == id && r.CaseId == caseId).ToListAsync(ct);
        return results.Count == 0 ? throw Missing.Of("eval case")
            : TypedResults.Ok(new EvalTexts(caseId, results[0].CaseName, results[0].Channel, TextOf(EvalSide.Baseline), TextOf(EvalSide.Candidate)));

        EvalText? TextOf(EvalSide side) => results.Find(r => r.Side == side) is { Content: { } content, Checks: { } checks } ? new(content, checks) : null;
    }

    static async Task<EvalRun> FindAsync(Guid id, ToombosDb db, CancellationToken ct) => await db.EvalRuns.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw Missing.Of("eval run");
}
