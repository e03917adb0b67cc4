using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Access;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Access;

/// <summary>Moves the session in use to another workspace of the person.</summary>
static class SwitchWorkspace
{
    public static async Task<Ok<Session>> Handle(SwitchWorkspaceRequest request, SessionDesk desk, Tenant tenant, CancellationToken ct) =>
        TypedResults.Ok(await desk.SwitchAsync(tenant.Caller.SessionId!.Value, request.WorkspaceId, ct));
}
