using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Usage;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Usage;

/// <summary>Gives the workspace another plan, unless more people are in it than that has places for.</summary>
static class ChangePlan
{
    public static async Task<Ok<WorkspaceUsage>> Handle(
        Guid id, ChangePlanRequest request, ToombosDb db, UsageDesk desk, PlanCatalog plans, PlanMeter meter, IOptions<PlansOptions> options, CancellationToken ct)
    {
        if (id != db.CurrentWorkspace) throw Missing.Of("workspace");
        if (!options.Value.SelfService)
            throw new DomainRuleException("plan.closed", "Plans are chosen by whoever runs this server. Ask them.", StatusCodes.Status403Forbidden);
        var plan = plans.Find(request.Plan)
            ?? throw new FieldException("plan", $"There is no plan '{request.Plan}'. Choose one of: {string.Join(", ", plans.All.Select(p => p.Name))}.");

        await db.InTransactionAsync(async () =>
        {
            await desk.LockAsync(ct);
            await RequireFitAsync(desk, plan, Quota.Members, ct);
            await RequireFitAsync(desk, plan, Quota.Subscribers, ct);
            var workspace = await db.CurrentWorkspaceAsync(ct);
            workspace.Plan = plan.Name;
            return await db.SaveChangesAsync(ct);
        }, ct);
        meter.Forget(id);
        return TypedResults.Ok(await desk.ShowAsync(ct));
    }

    static async Task RequireFitAsync(UsageDesk desk, Plan plan, Quota quota, CancellationToken ct)
    {
        if (plan.LimitOf(quota) is { } limit && await desk.CountAsync(quota, ct) is var has && has > limit)
            throw new DomainRuleException("plan.too-small", FormattableString.Invariant($"The {plan.Title} plan has {plan.Describe(quota)} and the workspace has {has:N0}. Remove {has - limit:N0} first, or choose a larger plan."));
    }
}
