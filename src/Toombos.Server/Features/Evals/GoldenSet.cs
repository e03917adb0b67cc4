using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Evals;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Evals.EvalCase;

namespace Toombos.Server.Features.Evals;

/// <summary>The cases of the golden set: what there are, renamed, removed.</summary>
static class GoldenSet
{
    public static async Task<Ok<IReadOnlyList<Wire>>> ListAsync(ToombosDb db, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<Wire>>([.. (await db.EvalCases.AsNoTracking().OrderBy(c => c.Id).ToListAsync(ct)).Select(c => c.ToWire())]);

    public static async Task<Ok<Wire>> RenameAsync(Guid id, RenameEvalCaseRequest request, ToombosDb db, CancellationToken ct)
    {
        var one = await db.EvalCases.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("eval case");
        one.Name = Typed.Name("name", request.Name);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(one.ToWire());
    }

    /// <summary>What runs have measured of it stays.</summary>
    public static async Task<NoContent> RemoveAsync(Guid id, ToombosDb db, CancellationToken ct)
    {
        db.EvalCases.Remove(await db.EvalCases.FirstOrDefaultAsync(c => c.Id == id, ct) ?? throw Missing.Of("eval case"));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
