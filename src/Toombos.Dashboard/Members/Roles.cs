using Toombos.Client.Access;

namespace Toombos.Dashboard.Members;

/// <summary>Roles in words.</summary>
static class Roles
{
    public static IReadOnlyList<WorkspaceRole> All { get; } = [WorkspaceRole.Owner, WorkspaceRole.Admin, WorkspaceRole.Editor, WorkspaceRole.Reviewer, WorkspaceRole.Viewer];

    public static string Word(WorkspaceRole role) => role.ToString().ToLowerInvariant();

    public static string Title(WorkspaceRole role) => role.ToString();

    /// <summary>What somebody with the role may do, in a sentence.</summary>
    public static string May(WorkspaceRole role) => role switch
    {
        WorkspaceRole.Viewer => "sees documents, drafts, members and usage, and changes nothing.",
        WorkspaceRole.Reviewer => "sees everything a viewer sees, approves drafts and answers for claims.",
        WorkspaceRole.Editor => "adds documents, writes and edits drafts, and approves them.",
        WorkspaceRole.Admin => "does all that an editor does, and looks after members, keys, the brand and single sign-on.",
        _ => "does everything, hands the workspace over, chooses its plan and can delete it.",
    };
}
