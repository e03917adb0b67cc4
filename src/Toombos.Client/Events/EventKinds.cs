using Toombos.Client.Access;

namespace Toombos.Client.Events;

/// <summary>What events tell of. A kind is a thing and a verb: <c>source.added</c>, <c>source.changed</c>, <c>source.removed</c>.</summary>
public static class EventKinds
{
    public const string Source = "source";
    public const string Snapshot = "snapshot";
    public const string Piece = "piece";
    public const string Draft = "draft";
    public const string DraftVersion = "draft-version";
    public const string ClaimAcceptance = "claim-acceptance";
    public const string Channel = "channel";
    public const string Publication = "publication";
    public const string Job = "job";
    public const string File = "file";
    public const string Audience = "audience";
    public const string Subscriber = "subscriber";
    public const string Workspace = "workspace";
    public const string Member = "member";
    public const string Invitation = "invitation";
    public const string ApiKey = "api-key";

    public const string Added = "added";
    public const string Changed = "changed";
    public const string Removed = "removed";

    /// <summary>All things, the scope without which their events are not shown, and what they are.</summary>
    public static IReadOnlyList<(string Thing, string Scope, string Means)> Things { get; } =
    [
        (Source, Scopes.DocumentsRead, "a registered living document"),
        (Snapshot, Scopes.DocumentsRead, "a capture of a source: the document was read and had changed"),
        (Piece, Scopes.WritingRead, "a content package"),
        (Draft, Scopes.WritingRead, "one channel's draft; changed when it is edited, approved or loses its approval"),
        (DraftVersion, Scopes.WritingRead, "a version of a draft"),
        (ClaimAcceptance, Scopes.WritingRead, "a named person's answer for a claim without support"),
        (Channel, Scopes.ChannelsRead, "a connected channel"),
        (Publication, Scopes.PublishingRead, "a publication; changed when its deliveries change how it stands"),
        (Job, Scopes.JobsRead, "work in the background; changed when it begins, gets on and ends"),
        (File, Scopes.FilesRead, "an uploaded picture"),
        (Audience, Scopes.AudiencesRead, "a list of people who get newsletters; changed once by an import, whose people are not told one by one"),
        (Subscriber, Scopes.AudiencesRead, "somebody on such a list, by id alone"),
        (Workspace, Scopes.WorkspaceRead, "the workspace's own name, brand and settings"),
        (Member, Scopes.MembersRead, "a member"),
        (Invitation, Scopes.MembersRead, "an open invitation"),
        (ApiKey, Scopes.KeysRead, "an API key"),
    ];
}
