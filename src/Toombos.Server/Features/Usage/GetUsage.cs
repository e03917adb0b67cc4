using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Usage;

namespace Toombos.Server.Features.Usage;

/// <summary>The workspace's plan and what is used of it.</summary>
static class GetUsage
{
    public static async Task<Ok<WorkspaceUsage>> Handle(UsageDesk desk, CancellationToken ct) => TypedResults.Ok(await desk.ShowAsync(ct));
}
