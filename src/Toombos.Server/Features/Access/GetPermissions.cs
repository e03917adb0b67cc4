using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Access;

namespace Toombos.Server.Features.Access;

/// <summary>The matrix as data, so that every client shows the one that holds.</summary>
static class GetPermissions
{
    static readonly PermissionMatrix Matrix = new(
        [.. Permissions.Matrix.OrderBy(r => r.Key).Select(r => new RoleDescription(r.Key, PurposeOf(r.Key), [.. Scopes.All.Select(s => s.Scope).Where(r.Value.Contains)]))],
        [.. Scopes.All.Select(s => new ScopeDescription(s.Scope, s.Allows))]);

    public static Ok<PermissionMatrix> Handle() => TypedResults.Ok(Matrix);

    static string PurposeOf(WorkspaceRole role) => role switch
    {
        WorkspaceRole.Viewer => "Looks on",
        WorkspaceRole.Reviewer => "Decides about drafts",
        WorkspaceRole.Editor => "Writes and decides",
        WorkspaceRole.Admin => "Runs the workspace",
        _ => "Answers for the workspace",
    };
}
