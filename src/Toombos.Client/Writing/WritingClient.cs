using System.Runtime.CompilerServices;
using System.Text.Json;
using Toombos.Client.Events;

namespace Toombos.Client.Writing;

/// <summary>Pieces, their drafts, versions, previews, claims and approval.</summary>
public sealed class WritingClient(ToombosConnection connection)
{
    /// <summary>Writes drafts from a snapshot's items. 400 for an unknown channel, voice, template or item; 409 <c>piece.nothing-to-write</c> when no item is left.</summary>
    public Task<Piece> CreatePieceAsync(CreatePieceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<CreatePieceRequest, Piece>(HttpMethod.Post, "v1/pieces", request, ct);

    /// <summary>What having models write the piece may cost; nothing is saved. As <see cref="CreatePieceAsync"/>, and 402 <c>models.budget</c>, 409 <c>models.none</c>.</summary>
    public Task<PieceEstimate> EstimatePieceAsync(CreatePieceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<CreatePieceRequest, PieceEstimate>(HttpMethod.Post, "v1/pieces/estimate", request, ct);

    /// <summary>Newest first; of one source when given.</summary>
    public Task<Page<Piece>> ListPiecesAsync(Guid? sourceId = null, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Piece>>(ToombosConnection.Query("v1/pieces", ("sourceId", sourceId), ("after", after), ("limit", limit)), ct);

    /// <summary>The drafts whose newest version shows a picture of the library, newest first. 404 <c>file.not-found</c>.</summary>
    public Task<Page<DraftSummary>> ListDraftsWithFileAsync(Guid fileId, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<DraftSummary>>(ToombosConnection.Query($"v1/files/{fileId}/drafts", ("after", after), ("limit", limit)), ct);

    /// <summary>404 <c>piece.not-found</c>.</summary>
    public Task<Piece> GetPieceAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<Piece>($"v1/pieces/{id}", ct);

    /// <summary>Removes a piece with its drafts.</summary>
    public Task DeletePieceAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/pieces/{id}", ct);

    /// <summary>A draft in its newest version, or in the one asked for.</summary>
    public Task<Draft> GetDraftAsync(Guid id, int? version = null, CancellationToken ct = default) =>
        connection.GetAsync<Draft>(ToombosConnection.Query($"v1/drafts/{id}", ("version", version)), ct);

    /// <summary>Newest first.</summary>
    public Task<Page<DraftVersion>> ListVersionsAsync(Guid draftId, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<DraftVersion>>(ToombosConnection.Query($"v1/drafts/{draftId}/versions", ("after", after), ("limit", limit)), ct);

    /// <summary>Saves an edited text as a new version. 409 <c>draft.changed</c> when somebody saved in between; the answer's detail names the newest version.</summary>
    public Task<Draft> EditDraftAsync(Guid draftId, EditDraftRequest request, CancellationToken ct = default) =>
        connection.SendAsync<EditDraftRequest, Draft>(HttpMethod.Post, $"v1/drafts/{draftId}/versions", request, ct);

    /// <summary>Makes an earlier version's text the newest version.</summary>
    public Task<Draft> RestoreVersionAsync(Guid draftId, int version, CancellationToken ct = default) =>
        connection.PostAsync<Draft>($"v1/drafts/{draftId}/versions/{version}/restore", null, ct);

    /// <summary>A saved version as its readers would see it.</summary>
    public Task<DraftPreview> GetPreviewAsync(Guid draftId, int? version = null, CancellationToken ct = default) =>
        connection.GetAsync<DraftPreview>(ToombosConnection.Query($"v1/drafts/{draftId}/preview", ("version", version)), ct);

    /// <summary>An unsaved text as its readers would see it, checked. Saves nothing.</summary>
    public Task<DraftPreview> PreviewAsync(Guid draftId, PreviewDraftRequest request, CancellationToken ct = default) =>
        connection.SendAsync<PreviewDraftRequest, DraftPreview>(HttpMethod.Post, $"v1/drafts/{draftId}/preview", request, ct);

    /// <summary>Takes responsibility for a claim of the newest version that is unsupported or contradicted.</summary>
    public Task<Draft> AcceptClaimAsync(Guid draftId, string claimId, AcceptClaimRequest request, CancellationToken ct = default) =>
        connection.SendAsync<AcceptClaimRequest, Draft>(HttpMethod.Post, $"v1/drafts/{draftId}/claims/{Uri.EscapeDataString(claimId)}/accept", request, ct);

    /// <summary>Has a model write the draft anew, as a job; what stands there stays until that is whole. 409 <c>models.none</c> where no model is set.</summary>
    public Task<Jobs.Job> WriteDraftAsync(Guid draftId, WriteDraftRequest? request = null, CancellationToken ct = default) =>
        connection.SendAsync<WriteDraftRequest, Jobs.Job>(HttpMethod.Post, $"v1/drafts/{draftId}/write", request ?? new(), ct);

    /// <summary>What having a model write the draft may cost. 402 <c>models.budget</c>, 409 <c>models.none</c>.</summary>
    public Task<Models.ModelEstimate> EstimateAsync(Guid draftId, string? brief = null, CancellationToken ct = default) =>
        connection.GetAsync<Models.ModelEstimate>(ToombosConnection.Query($"v1/drafts/{draftId}/write/estimate", ("brief", brief)), ct);

    /// <summary>Has a model rewrite parts, and shows what comes of it. 400 for an unknown kind, 402 <c>models.budget</c>, 409 <c>draft.changed</c>, <c>models.none</c>.</summary>
    public Task<RefineProposal> RefineAsync(Guid draftId, RefineRequest request, CancellationToken ct = default) =>
        connection.SendAsync<RefineRequest, RefineProposal>(HttpMethod.Post, $"v1/drafts/{draftId}/refine", request, ct);

    /// <summary>What that may cost. 402 <c>models.budget</c>, 409 <c>models.none</c>.</summary>
    public Task<Models.ModelEstimate> EstimateRefineAsync(Guid draftId, RefineRequest request, CancellationToken ct = default) =>
        connection.SendAsync<RefineRequest, Models.ModelEstimate>(HttpMethod.Post, $"v1/drafts/{draftId}/refine/estimate", request, ct);

    /// <summary>Makes a proposal the newest version; costs nothing. 409 <c>draft.changed</c>, <c>refine.changed</c>.</summary>
    public Task<Draft> AcceptRefineAsync(Guid draftId, AcceptRefineRequest request, CancellationToken ct = default) =>
        connection.SendAsync<AcceptRefineRequest, Draft>(HttpMethod.Post, $"v1/drafts/{draftId}/refine/accept", request, ct);

    /// <summary>Has a model suggest something for a draft. 400 for an unknown kind, 402 <c>models.budget</c>, 409 <c>models.none</c>.</summary>
    public Task<Suggestions> SuggestAsync(Guid draftId, SuggestRequest request, CancellationToken ct = default) =>
        connection.SendAsync<SuggestRequest, Suggestions>(HttpMethod.Post, $"v1/drafts/{draftId}/suggest", request, ct);

    /// <summary>What that may cost. 402 <c>models.budget</c>, 409 <c>models.none</c>.</summary>
    public Task<Models.ModelEstimate> EstimateSuggestAsync(Guid draftId, SuggestRequest request, CancellationToken ct = default) =>
        connection.SendAsync<SuggestRequest, Models.ModelEstimate>(HttpMethod.Post, $"v1/drafts/{draftId}/suggest/estimate", request, ct);

    /// <summary>Asks a model whether the newest version says what its source says. Advice only; shown with the draft until its text changes. Fresh asks again although the same was answered before, and costs again. 402 <c>models.budget</c>, 409 <c>models.none</c>.</summary>
    public Task<Opinion> JudgeAsync(Guid draftId, bool fresh = false, CancellationToken ct = default) =>
        connection.PostAsync<Opinion>(ToombosConnection.Query($"v1/drafts/{draftId}/judge", ("fresh", fresh ? true : null)), null, ct);

    /// <summary>What that may cost. 402 <c>models.budget</c>, 409 <c>models.none</c>.</summary>
    public Task<Models.ModelEstimate> EstimateJudgeAsync(Guid draftId, CancellationToken ct = default) => connection.GetAsync<Models.ModelEstimate>($"v1/drafts/{draftId}/judge/estimate", ct);

    /// <summary>What having variants written may cost. 400 for an unknown angle or brief, 402 <c>models.budget</c>, 409 <c>models.none</c>.</summary>
    public Task<VariantsEstimate> EstimateVariantsAsync(Guid draftId, WriteVariantsRequest request, CancellationToken ct = default) =>
        connection.SendAsync<WriteVariantsRequest, VariantsEstimate>(HttpMethod.Post, $"v1/drafts/{draftId}/variants/estimate", request, ct);

    /// <summary>
    /// Has a model write several versions of a draft, each from another angle, as a job. They take the place of those before them as soon as the first is written. 402 <c>models.budget</c>, 409 <c>models.none</c>, and
    /// <c>variants.under-way</c> while others are being written.
    /// </summary>
    public Task<Jobs.Job> WriteVariantsAsync(Guid draftId, WriteVariantsRequest? request = null, CancellationToken ct = default) =>
        connection.SendAsync<WriteVariantsRequest, Jobs.Job>(HttpMethod.Post, $"v1/drafts/{draftId}/variants", request ?? new(), ct);

    /// <summary>The variants that were written last, and the job that writes others just now. 404 <c>draft.not-found</c>.</summary>
    public Task<DraftVariants> ListVariantsAsync(Guid draftId, CancellationToken ct = default) => connection.GetAsync<DraftVariants>($"v1/drafts/{draftId}/variants", ct);

    /// <summary>Makes a variant the newest version; costs nothing. 404 <c>variant.not-found</c>, 409 <c>draft.changed</c> where the draft has another version than it was written for.</summary>
    public Task<Draft> TakeVariantAsync(Guid draftId, Guid variantId, CancellationToken ct = default) => connection.PostAsync<Draft>($"v1/drafts/{draftId}/variants/{variantId}/take", null, ct);

    /// <summary>What models are told to do, and the workspace's own texts.</summary>
    public Task<IReadOnlyList<Prompt>> ListPromptsAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<Prompt>>("v1/prompts", ct);

    /// <summary>One of them. 404 <c>prompt.not-found</c>.</summary>
    public Task<Prompt> GetPromptAsync(string name, CancellationToken ct = default) => connection.GetAsync<Prompt>($"v1/prompts/{Uri.EscapeDataString(name)}", ct);

    /// <summary>What a model would be told by a prompt, saved or not; asks nobody. 400 when a place is missing or unknown or the prompt is for other channels, 404 <c>prompt.not-found</c>, <c>draft.not-found</c>.</summary>
    public Task<PromptPreview> PreviewPromptAsync(string name, PreviewPromptRequest request, CancellationToken ct = default) =>
        connection.SendAsync<PreviewPromptRequest, PromptPreview>(HttpMethod.Post, $"v1/prompts/{Uri.EscapeDataString(name)}/preview", request, ct);

    /// <summary>Puts a text of one's own in the place of a prompt. 400 when a place is missing or unknown, 404 <c>prompt.not-found</c>.</summary>
    public Task<Prompt> SetPromptAsync(string name, SetPromptRequest request, CancellationToken ct = default) =>
        connection.SendAsync<SetPromptRequest, Prompt>(HttpMethod.Put, $"v1/prompts/{Uri.EscapeDataString(name)}", request, ct);

    /// <summary>Back to the prompt that came with the product.</summary>
    public Task<Prompt> ResetPromptAsync(string name, CancellationToken ct = default) => connection.PostAsync<Prompt>($"v1/prompts/{Uri.EscapeDataString(name)}/reset", null, ct);

    /// <summary>
    /// Sentences as a model writes them, to the end of the job. Finds its way back when the connection breaks. With a higher <see cref="LiveSentence.Try"/> what came
    /// before is void.
    /// </summary>
    public async IAsyncEnumerable<LiveSentence> FollowAsync(Guid draftId, Guid jobId, int after = 0, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var item in EventStream.ReadAsync(connection, after, known => ToombosConnection.Query($"v1/drafts/{draftId}/write/{jobId}", ("after", known)), ct))
        {
            if (item.EventType == "end") yield break;
            if (item.EventType == "sentence" && JsonSerializer.Deserialize(item.Data, ToombosJson.Default.LiveSentence) is { } sentence) yield return sentence;
        }
    }

    /// <summary>Approves exactly the version with this hash. 409 <c>draft.unsupported-claims</c>, <c>draft.errors</c> or <c>draft.changed</c>.</summary>
    public Task<Draft> ApproveDraftAsync(Guid draftId, ApproveDraftRequest request, CancellationToken ct = default) =>
        connection.SendAsync<ApproveDraftRequest, Draft>(HttpMethod.Post, $"v1/drafts/{draftId}/approve", request, ct);

    /// <summary>What drafts can be written in: the built-in tones and blends, and the workspace's own voices.</summary>
    public Task<IReadOnlyList<Choice>> ListVoicesAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<Choice>>("v1/voices/choices", ct);

    /// <summary>Templates of newsletters.</summary>
    public Task<IReadOnlyList<Choice>> ListTemplatesAsync(CancellationToken ct = default) => connection.GetAsync<IReadOnlyList<Choice>>("v1/templates", ct);
}
