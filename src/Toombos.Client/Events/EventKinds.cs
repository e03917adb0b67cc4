using System.Text.Json;
using Toombos.Client.Access;
using Toombos.Client.Channels;
using Toombos.Client.Connections;
using Toombos.Client.Jobs;
using Toombos.Client.Publishing;
using Toombos.Client.Webhooks;

namespace Toombos.Client.Events;

/// <summary>
/// What events tell of. A kind is a thing and what happened to it: <c>source.added</c>, <c>source.changed</c>, <c>source.removed</c>; where that brought the thing into
/// another state, that state: <c>job.completed</c>, <c>publication.published</c>, <c>draft.approved</c>.
/// </summary>
public static class EventKinds
{
    public const string Source = "source";
    public const string Snapshot = "snapshot";
    public const string Piece = "piece";
    public const string Chain = "chain";
    public const string Draft = "draft";
    public const string DraftVersion = "draft-version";
    public const string ClaimAcceptance = "claim-acceptance";
    public const string Voice = "voice";
    public const string StaleDraft = "stale-draft";
    public const string Channel = "channel";
    public const string Connection = "connection";
    public const string Publication = "publication";
    public const string Job = "job";
    public const string Alert = "alert";
    public const string File = "file";
    public const string Audience = "audience";
    public const string Subscriber = "subscriber";
    public const string Workspace = "workspace";
    public const string Member = "member";
    public const string Invitation = "invitation";
    public const string ApiKey = "api-key";
    public const string Webhook = "webhook";
    public const string ModelProvider = "model-provider";
    public const string EvalCase = "eval-case";
    public const string EvalRun = "eval-run";

    public const string Added = "added";
    public const string Changed = "changed";
    public const string Removed = "removed";

    /// <summary>All things.</summary>
    public static IReadOnlyList<EventThing> Things { get; } =
    [
        new(Source, Scopes.DocumentsRead, "a registered living document"),
        new(Snapshot, Scopes.DocumentsRead, "a capture of a source: the document was read and had changed"),
        new(Piece, Scopes.WritingRead, "a content package"),
        new(Chain, Scopes.WritingRead, "pieces that belong together"),
        new(Draft, Scopes.WritingRead, "one channel's draft; changed when it is edited, and with that it loses its approval", "approved"),
        new(DraftVersion, Scopes.WritingRead, "a version of a draft"),
        new(ClaimAcceptance, Scopes.WritingRead, "a named person's answer for a claim without support"),
        new(Voice, Scopes.WritingRead, "a voice of the workspace and its rules"),
        new(StaleDraft, Scopes.WritingRead, "a draft or published text that no longer matches its source; changed when more of the source changes or somebody ignores it, removed when it matches again"),
        new(Channel, Scopes.ChannelsRead, "a connected channel", WordsOf<ChannelState>()),
        new(Connection, Scopes.ConnectionsRead, "a connected account at a service outside; that its token was renewed is not told", WordsOf<ConnectionState>()),
        new(Publication, Scopes.PublishingRead, "a publication", WordsOf<PublicationState>()),
        new(Job, Scopes.JobsRead, "work in the background; changed when it gets on", WordsOf<JobState>()),
        new(Alert, Scopes.JobsRead, "something that should have happened and has not"),
        new(File, Scopes.FilesRead, "an uploaded picture"),
        new(Audience, Scopes.AudiencesRead, "a list of people who get newsletters; changed once by an import, whose people are not told one by one"),
        new(Subscriber, Scopes.AudiencesRead, "somebody on such a list, by id alone"),
        new(Workspace, Scopes.WorkspaceRead, "the workspace's own name, brand and settings"),
        new(Member, Scopes.MembersRead, "a member"),
        new(Invitation, Scopes.MembersRead, "an open invitation"),
        new(ApiKey, Scopes.KeysRead, "an API key"),
        new(ModelProvider, Scopes.ModelsRead, "a connected provider of models"),
        new(EvalCase, Scopes.WritingRead, "a case of the golden set"),
        new(EvalRun, Scopes.ModelsRead, "a run over the golden set; one that was stopped or failed is told by its job", "finished"),
        new(Webhook, Scopes.WebhooksRead, "an address that is told of events; changed when it fails and when it works again", WordsOf<WebhookState>()),
    ];

    static string[] WordsOf<TState>() where TState : struct, Enum => [.. Enum.GetNames<TState>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
}

/// <summary>Something that events tell of.</summary>
/// <param name="Scope">Who does not have it is told nothing of these.</param>
/// <param name="Means">What it is.</param>
/// <param name="States">States that it can come into, each of which is a kind of its own.</param>
public sealed record EventThing(string Thing, string Scope, string Means, params string[] States)
{
    /// <summary>All kinds of its events.</summary>
    public IEnumerable<string> Kinds => States.Prepend(EventKinds.Removed).Prepend(EventKinds.Changed).Prepend(EventKinds.Added).Select(verb => $"{Thing}.{verb}");
}
