using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Access;
using Toombos.Client.Usage;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Usage;

/// <summary>Where a feature asks whether the workspace's plan has room for what it is about to do, and where usage is read.</summary>
public sealed class UsageDesk(ToombosDb db, Tenant tenant, PlanCatalog plans, IEnumerable<QuotaCount> counts, IOptions<PlansOptions> options, IServiceProvider services, TimeProvider clock)
{
    internal const string WhereToChange = "an owner can change the plan in the dashboard under Settings, Plan and usage";

    /// <summary>
    /// Takes of what is counted by the month: 402 when less is left. Works inside <see cref="ToombosDb.InTransactionAsync"/> only, so that
    /// what was taken and what it was taken for are saved together; the row is locked until then, so that racers can't take more than there is.
    /// </summary>
    /// <param name="amount">Pieces, or millionths of a dollar of model spend.</param>
    public async Task TakeAsync(Quota quota, long amount, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("What is taken and what it is taken for are saved in one transaction.");
        var plan = await PlanAsync(ct);
        var (period, most) = (UsageMonth.PeriodOf(clock.GetUtcNow()), (plan.LimitOf(quota) ?? long.MaxValue) - amount);
        if (await TryTakeAsync(quota, period, amount, most, ct)) return;
        await db.AddRequestsAsync(tenant.Required, period, 0, ct); // the first of the month
        if (!await TryTakeAsync(quota, period, amount, most, ct)) throw UsedUp(plan, quota);
    }

    /// <summary>A look before much work is done in vain: 402 when less is left of what is counted by the month. Promises nothing.</summary>
    public async Task RequireLeftAsync(Quota quota, CancellationToken ct, int amount = 1)
    {
        var plan = await PlanAsync(ct);
        if (plan.LimitOf(quota) is not { } limit) return;
        var month = await MonthAsync(ct);
        if ((quota == Quota.Pieces ? month?.Pieces : month?.ModelMicros).GetValueOrDefault() + amount > limit) throw UsedUp(plan, quota);
    }

    /// <summary>
    /// 402 unless the plan has a place for one more member or subscriber. Inside <see cref="ToombosDb.InTransactionAsync"/>, together with the saving of what
    /// takes the place, it is exact: others who ask wait until that is done. Counted is what doors have handed in as <see cref="QuotaCount"/>.
    /// </summary>
    public async Task RequireRoomAsync(Quota quota, CancellationToken ct, int places = 1)
    {
        if (db.Database.CurrentTransaction is not null) await LockAsync(ct);
        var plan = await PlanAsync(ct);
        if (plan.LimitOf(quota) is not { } limit) return;
        var left = limit - await CountAsync(quota, ct);
        if (left < places) throw Full(plan, quota, places, Math.Max(0, left));
    }

    /// <summary>Plan and usage as the API shows them.</summary>
    public async Task<WorkspaceUsage> ShowAsync(CancellationToken ct)
    {
        var (month, now) = (await MonthAsync(ct), clock.GetUtcNow());
        return new()
        {
            Plan = await PlanAsync(ct), Period = UsageMonth.PeriodOf(now), ResetsAt = UsageMonth.EndOf(now),
            CanChoosePlan = options.Value.SelfService && tenant.Caller.Scopes.Contains(Scopes.WorkspaceOwn),
            Used = new()
            {
                Pieces = month?.Pieces ?? 0, ModelSpend = (month?.ModelMicros ?? 0) / Quotas.Micro,
                Requests = (month?.Requests ?? 0) + (services.GetService<RequestTally>()?.Of(tenant.Required) ?? 0),
                Members = await CountAsync(Quota.Members, ct), Subscribers = await CountAsync(Quota.Subscribers, ct),
            },
        };
    }

    internal async Task<int> CountAsync(Quota quota, CancellationToken ct)
    {
        var sum = 0;
        foreach (var count in counts.Where(c => c.Quota == quota)) sum += await count.CountAsync(db, ct);
        return sum;
    }

    /// <summary>Whoever does the same in this workspace waits until this transaction ends.</summary>
    internal Task LockAsync(CancellationToken ct) => db.LockWorkspaceAsync(ct);

    async Task<Plan> PlanAsync(CancellationToken ct) =>
        plans.Of(await db.Workspaces.Where(w => w.Id == db.CurrentWorkspace).Select(w => w.Plan).FirstOrDefaultAsync(ct) ?? throw Missing.Of("workspace"));

    Task<UsageMonth?> MonthAsync(CancellationToken ct)
    {
        var period = UsageMonth.PeriodOf(clock.GetUtcNow());
        return db.Usage.AsNoTracking().FirstOrDefaultAsync(u => u.Period == period, ct);
    }

    async Task<bool> TryTakeAsync(Quota quota, string period, long amount, long most, CancellationToken ct)
    {
        var month = db.Usage.Where(u => u.Period == period);
        return 1 == quota switch
        {
            Quota.Pieces => await month.Where(u => u.Pieces <= most).ExecuteUpdateAsync(set => set.SetProperty(u => u.Pieces, u => u.Pieces + amount), ct),
            Quota.ModelSpend => await month.Where(u => u.ModelMicros <= most).ExecuteUpdateAsync(set => set.SetProperty(u => u.ModelMicros, u => u.ModelMicros + amount), ct),
            _ => throw new ArgumentOutOfRangeException(nameof(quota), quota, "Members and subscribers are not counted by the month."),
        };
    }

    DomainRuleException UsedUp(Plan plan, Quota quota) => Refused(quota, string.Create(CultureInfo.InvariantCulture,
        $"The {plan.Title} plan has {plan.Describe(quota)}, and too little is left until {UsageMonth.EndOf(clock.GetUtcNow()):d MMMM yyyy} (UTC). {More(plan, quota)}"));

    DomainRuleException Full(Plan plan, Quota quota, int places, long left) => Refused(quota, string.Create(CultureInfo.InvariantCulture,
        $"The {plan.Title} plan has room for {plan.Describe(quota)}{(quota == Quota.Members ? ", open invitations included" : "")}, and {(left == 0 ? "all places are taken. Free one." : $"{left:N0} are left for these {places:N0}. Take fewer.")} {More(plan, quota)}"));

    string More(Plan plan, Quota quota) => plans.WithMore(plan, p => p.LimitOf(quota)) is { } more
        ? $"The {more.Title} plan has {more.Describe(quota)}: {WhereToChange}." : "No plan has more; ask whoever runs this server.";

    static DomainRuleException Refused(Quota quota, string sentence) => new(Quotas.CodeOf(quota), sentence, StatusCodes.Status402PaymentRequired);
}
