namespace Toombos.Client.Access;

/// <summary>What a caller may do, per feature and verb. An API key carries some of these; a member has those of the role.</summary>
public static class Scopes
{
    public const string DocumentsRead = "documents:read";
    public const string DocumentsWrite = "documents:write";
    public const string WritingRead = "writing:read";
    public const string WritingWrite = "writing:write";

    /// <summary>Decide: approve drafts, answer for claims.</summary>
    public const string ReviewsWrite = "reviews:write";
    public const string ChannelsRead = "channels:read";

    /// <summary>Connect, change and disconnect channels.</summary>
    public const string ChannelsWrite = "channels:write";
    public const string ConnectionsRead = "connections:read";

    /// <summary>Connect, change and disconnect accounts at services outside.</summary>
    public const string ConnectionsWrite = "connections:write";
    public const string PublishingRead = "publishing:read";

    /// <summary>Put approved drafts on channels, call it off, try again, settle what is unknown.</summary>
    public const string PublishingWrite = "publishing:write";
    public const string JobsRead = "jobs:read";

    /// <summary>Cancel jobs and have them done again.</summary>
    public const string JobsWrite = "jobs:write";
    public const string FilesRead = "files:read";
    public const string FilesWrite = "files:write";
    public const string AudiencesRead = "audiences:read";
    public const string AudiencesWrite = "audiences:write";
    public const string WorkspaceRead = "workspace:read";
    public const string WorkspaceWrite = "workspace:write";
    public const string MembersRead = "members:read";
    public const string MembersWrite = "members:write";
    public const string KeysRead = "keys:read";
    public const string KeysWrite = "keys:write";
    public const string UsageRead = "usage:read";
    public const string AuditRead = "audit:read";

    /// <summary>Watch what happens; of each thing only with the scope to see it.</summary>
    public const string EventsRead = "events:read";

    public const string ModelsRead = "models:read";

    /// <summary>Connect providers of models, choose which are asked for what, and what may be spent; keep the golden set and run it.</summary>
    public const string ModelsWrite = "models:write";
    public const string WebhooksRead = "webhooks:read";

    /// <summary>Have addresses told of events, each of which the caller has to be allowed to see.</summary>
    public const string WebhooksWrite = "webhooks:write";

    /// <summary>Take all of the workspace's data out.</summary>
    public const string DataExport = "data:export";

    /// <summary>Single sign-on of the workspace.</summary>
    public const string SsoWrite = "sso:write";

    /// <summary>Decide about the workspace itself: delete it, hand it over, choose the plan and how long data is kept. Never given to a key.</summary>
    public const string WorkspaceOwn = "workspace:own";

    /// <summary>All scopes with what they allow, in the order of the matrix.</summary>
    public static IReadOnlyList<(string Scope, string Allows)> All { get; } =
    [
        (DocumentsRead, "See sources, snapshots and what changed"),
        (DocumentsWrite, "Add, change and remove sources"),
        (WritingRead, "See pieces and drafts"),
        (WritingWrite, "Write, edit and remove pieces"),
        (ReviewsWrite, "Approve drafts and answer for claims"),
        (ChannelsRead, "See channels and their limits"),
        (ChannelsWrite, "Connect, change and disconnect channels"),
        (ConnectionsRead, "See connected accounts, without their tokens"),
        (ConnectionsWrite, "Connect, change and disconnect accounts at other services"),
        (PublishingRead, "See publications and what became of them"),
        (PublishingWrite, "Publish approved drafts, call off, retry, settle what is unknown"),
        (JobsRead, "See jobs and their logs"),
        (JobsWrite, "Cancel and retry jobs"),
        (FilesRead, "See uploaded files"),
        (FilesWrite, "Upload, describe and remove files"),
        (AudiencesRead, "See audiences and the addresses on them"),
        (AudiencesWrite, "Change audiences, import and remove people"),
        (WorkspaceRead, "See the workspace and its brand"),
        (WorkspaceWrite, "Change the workspace and its brand"),
        (MembersRead, "See members and invitations"),
        (MembersWrite, "Invite, change and remove members"),
        (KeysRead, "See API keys"),
        (KeysWrite, "Make, rotate and revoke API keys"),
        (UsageRead, "See plan and usage"),
        (EventsRead, "Watch what happens in the workspace, as far as it may be seen"),
        (ModelsRead, "See models, which are asked for what, and what they cost"),
        (ModelsWrite, "Connect models, set what may be spent, and run evaluations"),
        (WebhooksRead, "See webhooks and what they were told"),
        (WebhooksWrite, "Add, change and remove webhooks"),
        (AuditRead, "Read, search and export the audit log"),
        (DataExport, "Export all of the workspace's data"),
        (SsoWrite, "Set single sign-on up"),
        (WorkspaceOwn, "Delete or hand over the workspace, choose its plan and how long data is kept"),
    ];
}
