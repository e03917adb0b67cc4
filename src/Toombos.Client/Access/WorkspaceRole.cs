namespace Toombos.Client.Access;

/// <summary>What a member is in a workspace, from least to most.</summary>
public enum WorkspaceRole { Viewer, Reviewer, Editor, Admin, Owner }

/// <summary>The matrix of permissions: which role has which scopes. Each role has all that the one before it has.</summary>
public static class Permissions
{
    static readonly string[] Viewer = [Scopes.DocumentsRead, Scopes.WritingRead, Scopes.ChannelsRead, Scopes.PublishingRead, Scopes.JobsRead, Scopes.FilesRead, Scopes.WorkspaceRead, Scopes.MembersRead, Scopes.UsageRead, Scopes.EventsRead];
    static readonly string[] Reviewer = [.. Viewer, Scopes.ReviewsWrite];
    static readonly string[] Editor = [.. Reviewer, Scopes.DocumentsWrite, Scopes.WritingWrite, Scopes.PublishingWrite, Scopes.JobsWrite, Scopes.FilesWrite, Scopes.AudiencesRead, Scopes.AudiencesWrite, Scopes.ConnectionsRead, Scopes.ModelsRead];
    static readonly string[] Admin = [.. Editor, Scopes.ChannelsWrite, Scopes.ConnectionsWrite, Scopes.WorkspaceWrite, Scopes.MembersWrite, Scopes.KeysRead, Scopes.KeysWrite, Scopes.ModelsWrite, Scopes.WebhooksRead, Scopes.WebhooksWrite, Scopes.AuditRead, Scopes.DataExport, Scopes.SsoWrite];
    static readonly string[] Owner = [.. Admin, Scopes.WorkspaceOwn];

    /// <summary>Scopes of each role.</summary>
    public static IReadOnlyDictionary<WorkspaceRole, IReadOnlySet<string>> Matrix { get; } = new Dictionary<WorkspaceRole, IReadOnlySet<string>>
    {
        [WorkspaceRole.Viewer] = Viewer.ToHashSet(StringComparer.Ordinal),
        [WorkspaceRole.Reviewer] = Reviewer.ToHashSet(StringComparer.Ordinal),
        [WorkspaceRole.Editor] = Editor.ToHashSet(StringComparer.Ordinal),
        [WorkspaceRole.Admin] = Admin.ToHashSet(StringComparer.Ordinal),
        [WorkspaceRole.Owner] = Owner.ToHashSet(StringComparer.Ordinal),
    };

    /// <summary>Whether the role has the scope.</summary>
    public static bool Allows(WorkspaceRole role, string scope) => Matrix[role].Contains(scope);
}

/// <summary>A role with its scopes, as the API lists the matrix.</summary>
public sealed record RoleDescription(WorkspaceRole Role, string Purpose, IReadOnlyList<string> Scopes);

/// <summary>A scope with what it allows.</summary>
public sealed record ScopeDescription(string Scope, string Allows);

/// <summary>The whole matrix of roles and scopes.</summary>
public sealed record PermissionMatrix(IReadOnlyList<RoleDescription> Roles, IReadOnlyList<ScopeDescription> Scopes);
