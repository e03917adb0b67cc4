using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Usage;

namespace Toombos.Server.Features.Usage;

/// <summary>All plans, smallest first.</summary>
static class ListPlans
{
    public static Ok<IReadOnlyList<Plan>> Handle(PlanCatalog plans) => TypedResults.Ok(plans.All);
}
