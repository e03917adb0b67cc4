using Microsoft.EntityFrameworkCore;
using Toombos.Client.Models;
using Toombos.Server.Features.Usage;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Models;

/// <summary>
/// What may still be spent. A call reserves the most that it can cost before it is made and gives back what it did not cost after it; both in the workspace's
/// turn, so that all nodes together never spend more than the caps.
/// </summary>
sealed class ModelBudget(ToombosDb db, UsageDesk usage, Tenant tenant, TimeProvider clock)
{
    /// <summary>No call is under way for longer; one of a process that died counts in full until then, and nothing after.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    const int Last = 20;

    /// <summary>Code of the refusal where a cap would be passed.</summary>
    public const string Refused = "models.budget";

    /// <exception cref="DomainRuleException"><c>models.budget</c>, 402: a cap would be passed.</exception>
    public Task<ModelCallRow> ReserveAsync(ModelQuestion question, ModelRoute route, ModelEntry model, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var most = ModelCallRow.CostOf(model, question.InputTokens, question.MaxOutputTokens);
        await RequireAsync(question.DraftId, most, ct);
        var call = new ModelCallRow
        {
            At = clock.GetUtcNow(), Purpose = question.Purpose, ProviderId = route.ProviderId, Model = model.Name, DraftId = question.DraftId, By = AuditedText.Clean(tenant.Actor, AuditRow.NameLength),
            Prompt = question.Prompt, Cost = most,
        };
        await usage.TakeAsync(Quota.ModelSpend, most, ct);
        db.ModelCalls.Add(call);
        await db.SaveChangesAsync(ct);
        return call;
    }, ct);

    public Task SettleAsync(ModelCallRow call, ModelEntry model, long input, long output, TimeSpan took, string? problem, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var reserved = call.Cost;
        call.Settle((int)input, (int)output, ModelCallRow.CostOf(model, input, output), took, problem);
        await usage.TakeAsync(Quota.ModelSpend, call.Cost - reserved, ct);
        return await db.SaveChangesAsync(ct);
    }, ct);

    /// <summary>When the day and the month began that are under way, UTC.</summary>
    public static (DateTimeOffset Day, DateTimeOffset Month) PeriodsAt(DateTimeOffset now) => (new(now.UtcDateTime.Date, TimeSpan.Zero), new(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Notes that an answer was remembered, and cost nothing.</summary>
    public Task NoteCachedAsync(ModelQuestion question, ModelRoute route, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        var call = new ModelCallRow
        {
            At = clock.GetUtcNow(), Purpose = question.Purpose, ProviderId = route.ProviderId, Model = route.Model, DraftId = question.DraftId, By = AuditedText.Clean(tenant.Actor, AuditRow.NameLength),
            Prompt = question.Prompt, Cost = 0, Cached = true,
        };
        call.Settle(0, 0, 0, TimeSpan.Zero, null);
        db.ModelCalls.Add(call);
        return await db.SaveChangesAsync(ct);
    }, ct);

    /// <summary>What the last such calls did cost in the middle, in US dollars; null before the first.</summary>
    public async Task<decimal?> UsualAsync(ModelQuestion question, string model, CancellationToken ct)
    {
        var costs = await db.ModelCalls.Where(c => c.Purpose == question.Purpose && c.Model == model && c.Prompt == question.Prompt && !c.Open && !c.Cached && c.Problem == null).OrderByDescending(c => c.Id).Take(Last).Select(c => c.Cost).ToListAsync(ct);
        return costs.Count == 0 ? null : ModelCallRow.DollarsOf(costs.Order().ElementAt(costs.Count / 2));
    }

    /// <exception cref="DomainRuleException"><c>models.budget</c>, 402: a cap would be passed by so many millionths.</exception>
    public async Task RequireAsync(Guid? draft, long most, CancellationToken ct)
    {
        await usage.RequireLeftAsync(Quota.ModelSpend, ct);
        var policy = await db.ModelPolicyAsync(ct);
        var (day, month) = PeriodsAt(clock.GetUtcNow());
        await RequireLeftAsync("for this draft", policy.PerDraft, draft is null ? null : db.ModelCalls.Where(c => c.DraftId == draft), most, ct);
        await RequireLeftAsync("today", policy.PerDay, db.ModelCalls.Where(c => c.At >= day), most, ct);
        await RequireLeftAsync("this month", policy.PerMonth, db.ModelCalls.Where(c => c.At >= month), most, ct);
    }

    /// <summary>What several questions may cost together, where all of them fit under the caps.</summary>
    /// <exception cref="DomainRuleException"><c>models.budget</c>, 402: they do not.</exception>
    public async Task<EstimatesTogether> RequireAllAsync(Guid? draft, IReadOnlyList<ModelEstimate> found, CancellationToken ct)
    {
        var most = found.Sum(e => e.Most);
        await RequireAsync(draft, ModelCallRow.MillionthsOf(most), ct);
        return new([.. found.Select(e => e.Model).Distinct(StringComparer.Ordinal)], most, found.All(e => e.Usual is not null || e.Known) ? found.Sum(e => e.Known ? 0 : e.Usual) : null);
    }

    async Task RequireLeftAsync(string when, decimal? cap, IQueryable<ModelCallRow>? calls, long most, CancellationToken ct)
    {
        if (cap is not { } dollars || calls is null) return;
        var left = dollars - ModelCallRow.DollarsOf(await SumAsync(calls, ct));
        if (ModelCallRow.DollarsOf(most) <= left) return;
        throw new DomainRuleException(Refused,
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"This may cost up to ${ModelCallRow.DollarsOf(most):0.####}, and {when} ${Math.Max(0, left):0.####} of ${dollars:0.##} are left. Raise the cap in the settings, choose a cheaper model, or write with the built-in composer."),
            StatusCodes.Status402PaymentRequired);
    }

    /// <summary>When the last call began that can no longer be under way.</summary>
    public static DateTimeOffset GoneAt(DateTimeOffset now) => now - Longest;

    /// <summary>Those of the calls that cost something: made, or under way.</summary>
    public IQueryable<ModelCallRow> Counting(IQueryable<ModelCallRow> calls)
    {
        var gone = GoneAt(clock.GetUtcNow());
        return calls.Where(c => !c.Open || c.At > gone);
    }

    public Task<long> SumAsync(IQueryable<ModelCallRow> calls, CancellationToken ct) => Counting(calls).SumAsync(c => c.Cost, ct);
}

/// <summary>What several questions may cost together, in US dollars.</summary>
/// <param name="Models">Those that would be asked first.</param>
/// <param name="Usual">From what such calls did cost; null where too little is known.</param>
sealed record EstimatesTogether(IReadOnlyList<string> Models, decimal Most, decimal? Usual);
