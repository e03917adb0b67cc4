using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Access;

namespace Toombos.Server.Features.Access;

/// <summary>Trades a refresh token for a new pair of tokens.</summary>
static class RefreshSession
{
    public static async Task<Ok<Session>> Handle(RefreshRequest request, SessionDesk desk, CancellationToken ct) =>
        TypedResults.Ok(await desk.RefreshAsync(request.RefreshToken, request.WorkspaceId, ct));
}
