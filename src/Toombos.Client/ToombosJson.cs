using System.Text.Json;
using System.Text.Json.Serialization;
using Toombos.Client.Access;
using Toombos.Client.Accounts;
using Toombos.Client.Alerts;
using Toombos.Client.Audiences;
using Toombos.Client.Audit;
using Toombos.Client.Channels;
using Toombos.Client.Documents;
using Toombos.Client.Events;
using Toombos.Client.Files;
using Toombos.Client.Jobs;
using Toombos.Client.Members;
using Toombos.Client.Models;
using Toombos.Client.Privacy;
using Toombos.Client.Publishing;
using Toombos.Client.Usage;
using Toombos.Client.Webhooks;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;

namespace Toombos.Client;

/// <summary>How every Toombos record looks as JSON: camel case, enums as words, nulls left out. Generated at compile time.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(EnumWords)], DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(RedeemSignInLinkRequest))]
[JsonSerializable(typeof(Session))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SignInAnswer))]
[JsonSerializable(typeof(SecondFactorRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(SwitchWorkspaceRequest))]
[JsonSerializable(typeof(IReadOnlyList<SessionSummary>))]
[JsonSerializable(typeof(PermissionMatrix))]
[JsonSerializable(typeof(Page<ApiKey>))]
[JsonSerializable(typeof(AddApiKeyRequest))]
[JsonSerializable(typeof(UpdateApiKeyRequest))]
[JsonSerializable(typeof(RotateApiKeyRequest))]
[JsonSerializable(typeof(NewApiKey))]
[JsonSerializable(typeof(SignUpRequest))]
[JsonSerializable(typeof(MailTokenRequest))]
[JsonSerializable(typeof(MailRequest))]
[JsonSerializable(typeof(VerifyAddressRequest))]
[JsonSerializable(typeof(Page<AccountEvent>))]
[JsonSerializable(typeof(ResetPasswordRequest))]
[JsonSerializable(typeof(AccountOptions))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(UpdateMeRequest))]
[JsonSerializable(typeof(ChangePasswordRequest))]
[JsonSerializable(typeof(ChangeEmailRequest))]
[JsonSerializable(typeof(ConfirmIdentityRequest))]
[JsonSerializable(typeof(AuthenticatorSetup))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(RecoveryCodes))]
[JsonSerializable(typeof(IReadOnlyList<Passkey>))]
[JsonSerializable(typeof(PasskeyChallenge))]
[JsonSerializable(typeof(AddPasskeyRequest))]
[JsonSerializable(typeof(RenamePasskeyRequest))]
[JsonSerializable(typeof(PasskeySignInRequest))]
[JsonSerializable(typeof(SsoProvider))]
[JsonSerializable(typeof(SetSsoProviderRequest))]
[JsonSerializable(typeof(StartSsoRequest))]
[JsonSerializable(typeof(SsoStart))]
[JsonSerializable(typeof(SsoSignInRequest))]
[JsonSerializable(typeof(Page<Member>))]
[JsonSerializable(typeof(ChangeRoleRequest))]
[JsonSerializable(typeof(TransferOwnershipRequest))]
[JsonSerializable(typeof(Page<Invitation>))]
[JsonSerializable(typeof(InviteRequest))]
[JsonSerializable(typeof(InvitationDetails))]
[JsonSerializable(typeof(AddWorkspaceRequest))]
[JsonSerializable(typeof(DeleteWorkspaceRequest))]
[JsonSerializable(typeof(Page<Workspace>))]
[JsonSerializable(typeof(UpdateWorkspaceRequest))]
[JsonSerializable(typeof(WorkspaceUsage))]
[JsonSerializable(typeof(IReadOnlyList<Plan>))]
[JsonSerializable(typeof(ChangePlanRequest))]
[JsonSerializable(typeof(Page<AuditEntry>))]
[JsonSerializable(typeof(AuditSummary))]
[JsonSerializable(typeof(AuditVerification))]
[JsonSerializable(typeof(WorkspaceEvent))]
[JsonSerializable(typeof(SocketTicket))]
[JsonSerializable(typeof(SocketRequest))]
[JsonSerializable(typeof(SocketMessage))]
[JsonSerializable(typeof(Page<WorkspaceEvent>))]
[JsonSerializable(typeof(Page<Alert>))]
[JsonSerializable(typeof(Page<Job>))]
[JsonSerializable(typeof(JobDetails))]
[JsonSerializable(typeof(JobCounts))]
[JsonSerializable(typeof(BulkRequest))]
[JsonSerializable(typeof(BulkResult))]
[JsonSerializable(typeof(PublishRequest))]
[JsonSerializable(typeof(PublishPreview))]
[JsonSerializable(typeof(Page<Publication>))]
[JsonSerializable(typeof(Page<Delivery>))]
[JsonSerializable(typeof(DeliveryDetails))]
[JsonSerializable(typeof(ResolveRequest))]
[JsonSerializable(typeof(PublicationMessage))]
[JsonSerializable(typeof(IReadOnlyList<Webhook>))]
[JsonSerializable(typeof(NewWebhook))]
[JsonSerializable(typeof(AddWebhookRequest))]
[JsonSerializable(typeof(UpdateWebhookRequest))]
[JsonSerializable(typeof(ReplayRequest))]
[JsonSerializable(typeof(Page<WebhookDelivery>))]
[JsonSerializable(typeof(WebhookMessage))]
[JsonSerializable(typeof(IReadOnlyList<KnownModel>))]
[JsonSerializable(typeof(IReadOnlyList<ModelProvider>))]
[JsonSerializable(typeof(IReadOnlyList<ModelEntry>))]
[JsonSerializable(typeof(IReadOnlyList<ModelCheck>))]
[JsonSerializable(typeof(AddModelProviderRequest))]
[JsonSerializable(typeof(UpdateModelProviderRequest))]
[JsonSerializable(typeof(ModelPolicy))]
[JsonSerializable(typeof(ModelSpending))]
[JsonSerializable(typeof(IReadOnlyList<ModelSpendingDay>))]
[JsonSerializable(typeof(IReadOnlyList<ModelSpendingShare>))]
[JsonSerializable(typeof(ModelEstimate))]
[JsonSerializable(typeof(WriteDraftRequest))]
[JsonSerializable(typeof(PieceEstimate))]
[JsonSerializable(typeof(RefineRequest))]
[JsonSerializable(typeof(RefineProposal))]
[JsonSerializable(typeof(AcceptRefineRequest))]
[JsonSerializable(typeof(SuggestRequest))]
[JsonSerializable(typeof(Suggestions))]
[JsonSerializable(typeof(IReadOnlyList<Prompt>))]
[JsonSerializable(typeof(SetPromptRequest))]
[JsonSerializable(typeof(LiveSentence))]
[JsonSerializable(typeof(Page<ModelCall>))]
[JsonSerializable(typeof(IReadOnlyList<Channel>))]
[JsonSerializable(typeof(NewChannel))]
[JsonSerializable(typeof(AddChannelRequest))]
[JsonSerializable(typeof(UpdateChannelRequest))]
[JsonSerializable(typeof(ChannelCheck))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, Guid>))]
[JsonSerializable(typeof(AddSourceRequest))]
[JsonSerializable(typeof(UpdateDocumentRequest))]
[JsonSerializable(typeof(SyncResult))]
[JsonSerializable(typeof(Page<Source>))]
[JsonSerializable(typeof(Page<Snapshot>))]
[JsonSerializable(typeof(Page<Item>))]
[JsonSerializable(typeof(SnapshotDiff))]
[JsonSerializable(typeof(CreatePieceRequest))]
[JsonSerializable(typeof(Page<Piece>))]
[JsonSerializable(typeof(Draft))]
[JsonSerializable(typeof(Page<DraftVersion>))]
[JsonSerializable(typeof(EditDraftRequest))]
[JsonSerializable(typeof(PreviewDraftRequest))]
[JsonSerializable(typeof(DraftPreview))]
[JsonSerializable(typeof(AcceptClaimRequest))]
[JsonSerializable(typeof(ApproveDraftRequest))]
[JsonSerializable(typeof(Page<StoredFile>))]
[JsonSerializable(typeof(AddAudienceRequest))]
[JsonSerializable(typeof(UpdateAudienceRequest))]
[JsonSerializable(typeof(Page<Audience>))]
[JsonSerializable(typeof(AddSubscriberRequest))]
[JsonSerializable(typeof(EndSubscriptionRequest))]
[JsonSerializable(typeof(Page<Subscriber>))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(Retention))]
[JsonSerializable(typeof(IReadOnlyList<Consent>))]
[JsonSerializable(typeof(AccountErasure))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyList<ChannelKind>))]
[JsonSerializable(typeof(IReadOnlyList<Choice>))]
[JsonSerializable(typeof(IReadOnlyList<Block>))]
[JsonSerializable(typeof(IReadOnlyList<LeftOutItem>))]
public sealed partial class ToombosJson : JsonSerializerContext;

/// <summary>RFC 9457 problem as the API writes it.</summary>
public sealed record Problem
{
    public string? Title { get; init; }
    public int? Status { get; init; }
    public string? Detail { get; init; }
    public string? Code { get; init; }
    public string? TraceId { get; init; }
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
