using Toombos.Client.Access;
using Toombos.Client.Accounts;
using Toombos.Client.Alerts;
using Toombos.Client.Audiences;
using Toombos.Client.Audit;
using Toombos.Client.Chains;
using Toombos.Client.Channels;
using Toombos.Client.Connections;
using Toombos.Client.Documents;
using Toombos.Client.Evals;
using Toombos.Client.Events;
using Toombos.Client.Files;
using Toombos.Client.Jobs;
using Toombos.Client.Members;
using Toombos.Client.Models;
using Toombos.Client.Privacy;
using Toombos.Client.Publishing;
using Toombos.Client.Stale;
using Toombos.Client.Usage;
using Toombos.Client.Voices;
using Toombos.Client.Webhooks;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;

namespace Toombos.Client;

/// <summary>
/// Everything that the Toombos API offers. Give it an <see cref="HttpClient"/> whose base address is the server
/// and whose <c>X-API-Key</c> header carries a key, or <c>Authorization: Bearer</c> a token; every method throws <see cref="ToombosApiException"/> when refused.
/// </summary>
public sealed class ToombosClient
{
    /// <summary>Over an HttpClient with base address and key already set.</summary>
    public ToombosClient(HttpClient http)
    {
        var connection = new ToombosConnection(http);
        Access = new(connection);
        Accounts = new(connection);
        SingleSignOn = new(connection);
        Members = new(connection);
        Workspaces = new(connection);
        Usage = new(connection);
        Audit = new(connection);
        Events = new(connection);
        Connections = new(connection);
        Documents = new(connection);
        Writing = new(connection);
        Chains = new(connection);
        Voices = new(connection);
        Channels = new(connection);
        Publishing = new(connection);
        Stale = new(connection);
        Jobs = new(connection);
        Alerts = new(connection);
        Webhooks = new(connection);
        Models = new(connection);
        Evals = new(connection);
        Files = new(connection);
        Audiences = new(connection);
        Privacy = new(connection);
    }

    public AccessClient Access { get; }
    public AccountsClient Accounts { get; }
    public SingleSignOnClient SingleSignOn { get; }
    public MembersClient Members { get; }
    public WorkspacesClient Workspaces { get; }
    public UsageClient Usage { get; }
    public AuditClient Audit { get; }
    public EventsClient Events { get; }
    public ConnectionsClient Connections { get; }
    public DocumentsClient Documents { get; }
    public WritingClient Writing { get; }
    public ChainsClient Chains { get; }
    public VoicesClient Voices { get; }
    public ChannelsClient Channels { get; }
    public PublishingClient Publishing { get; }
    public StaleClient Stale { get; }
    public ModelsClient Models { get; }
    public EvalsClient Evals { get; }
    public JobsClient Jobs { get; }
    public AlertsClient Alerts { get; }
    public WebhooksClient Webhooks { get; }
    public FilesClient Files { get; }
    public AudiencesClient Audiences { get; }
    public PrivacyClient Privacy { get; }
}
