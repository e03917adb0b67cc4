using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Wire = Toombos.Client.Models.ModelProvider;

namespace Toombos.Server.Features.Models;

/// <summary>What there is to read: providers, calls and what they cost.</summary>
static class ListModels
{
    public static async Task<Ok<IReadOnlyList<Wire>>> ProvidersAsync(ToombosDb db, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<Wire>>([.. (await db.ModelProviders.AsNoTracking().OrderBy(p => p.Name).ThenBy(p => p.Id).ToListAsync(ct)).Select(p => p.ToWire())]);

    public static async Task<Ok<Wire>> ProviderAsync(Guid id, ToombosDb db, CancellationToken ct) =>
        TypedResults.Ok((await db.ModelProviders.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) ?? throw Missing.Of("model provider")).ToWire());

    public static async Task<Ok<Page<ModelCall>>> CallsAsync(ToombosDb db, string? after, int? limit, CancellationToken ct)
    {
        var (last, size) = (Keyset.IdOf(after), Keyset.Clamp(limit));
        var rows = await db.ModelCalls.AsNoTracking().Where(c => last == null || c.Id < last).OrderByDescending(c => c.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(Keyset.Page(rows, size, c => c.Id.ToString("N"), c => c.ToWire()));
    }

    public static async Task<Ok<ModelSpending>> SpendingAsync(ToombosDb db, ModelBudget budget, TimeProvider clock, CancellationToken ct)
    {
        var (day, month) = ModelBudget.PeriodsAt(clock.GetUtcNow());
        return TypedResults.Ok(new ModelSpending(await OfAsync(day), await OfAsync(month)));

        async Task<decimal> OfAsync(DateTimeOffset since) => ModelCallRow.DollarsOf(await budget.SumAsync(db.ModelCalls.Where(c => c.At >= since), ct));
    }
}
