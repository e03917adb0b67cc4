using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Client.Models;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>What was spent this month by piece, model, purpose or person, most first. It stands here because models know nothing of pieces.</summary>
static class ShareSpending
{
    const int Most = 100;

    public static async Task<Ok<IReadOnlyList<ModelSpendingShare>>> Handle(SpendingGroup? group, ToombosDb db, ModelBudget budget, Tenant tenant, TimeProvider clock, CancellationToken ct)
    {
        var month = ModelBudget.PeriodsAt(clock.GetUtcNow()).Month;
        var calls = budget.Counting(db.ModelCalls.AsNoTracking().Where(c => c.At >= month));
        return TypedResults.Ok<IReadOnlyList<ModelSpendingShare>>(group switch
        {
            SpendingGroup.Model => await SumAsync(calls.GroupBy(c => new { c.Model, c.ProviderId }), k => (k.Model, k.ProviderId), ct),
            SpendingGroup.Purpose => await SumAsync(calls.GroupBy(c => c.Purpose), k => (System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(k.ToString()), null), ct),
            SpendingGroup.Person => await SumAsync(calls.GroupBy(c => c.By), k => (k, null), ct),
            _ => await WithTitlesAsync(await SumAsync(
                (from call in calls join draft in db.Drafts on call.DraftId equals (Guid?)draft.Id into found from draft in found.DefaultIfEmpty() select new { Piece = (Guid?)draft.PieceId, Call = call }).GroupBy(c => c.Piece, c => c.Call),
                k => (null, k), ct), db, tenant, ct),
        });
    }

    static async Task<List<ModelSpendingShare>> SumAsync<TKey>(IQueryable<IGrouping<TKey, ModelCallRow>> groups, Func<TKey, (string? Name, Guid? Id)> name, CancellationToken ct)
    {
        var sums = await groups.Select(g => new { g.Key, Cost = g.Sum(c => c.Cost), Calls = g.Count(), Input = g.Sum(c => (long)c.InputTokens), Output = g.Sum(c => (long)c.OutputTokens) })
            .OrderByDescending(g => g.Cost).ThenByDescending(g => g.Calls).Take(Most).ToListAsync(ct);
        return [.. sums.Select(s => new ModelSpendingShare(name(s.Key).Name, name(s.Key).Id, ModelCallRow.DollarsOf(s.Cost), s.Calls, s.Input, s.Output))];
    }

    /// <summary>Titles are for those who may read pieces.</summary>
    static async Task<List<ModelSpendingShare>> WithTitlesAsync(List<ModelSpendingShare> shares, ToombosDb db, Tenant tenant, CancellationToken ct)
    {
        if (!tenant.Caller.Scopes.Contains(Scopes.WritingRead)) return shares;
        var ids = shares.Select(s => s.Id).OfType<Guid>().ToList();
        var titles = await db.Pieces.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Title }).ToDictionaryAsync(p => p.Id, p => p.Title, ct);
        return [.. shares.Select(s => s with { Name = s.Id is { } id ? titles.GetValueOrDefault(id) : null })];
    }
}
