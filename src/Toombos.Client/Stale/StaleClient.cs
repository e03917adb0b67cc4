using Toombos.Client.Writing;

namespace Toombos.Client.Stale;

/// <summary>Drafts and published texts whose sources have changed since, and what can be done about them.</summary>
public sealed class StaleClient(ToombosConnection connection)
{
    /// <summary>Newest change first; of one source or draft when given. Those that somebody ignores are left out, or are the only ones.</summary>
    public Task<Page<StaleDraft>> ListAsync(bool ignored = false, Guid? sourceId = null, Guid? draftId = null, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<StaleDraft>>(ToombosConnection.Query("v1/stale", ("ignored", ignored), ("sourceId", sourceId), ("draftId", draftId), ("after", after), ("limit", limit)), ct);

    /// <summary>How many there are.</summary>
    public Task<StaleCount> CountAsync(CancellationToken ct = default) => connection.GetAsync<StaleCount>("v1/stale/count", ct);

    /// <summary>What changed under a version of a draft, the newest when left out, and what an update would make of it. Saves nothing. 404 <c>draft.not-found</c>, <c>version.not-found</c>, or <c>snapshot.not-found</c> where the snapshot it was written from is no longer kept.</summary>
    public Task<StaleReport> GetReportAsync(Guid draftId, int? version = null, CancellationToken ct = default) =>
        connection.GetAsync<StaleReport>(ToombosConnection.Query($"v1/drafts/{draftId}/stale", ("version", version)), ct);

    /// <summary>
    /// Makes a new version in which only the sentences at fault are rewritten from the newest snapshot; it needs a new approval. 409 <c>draft.changed</c> when the draft has moved on,
    /// <c>draft.up-to-date</c> when nothing is at fault, <c>draft.nothing-left</c> when the document says none of it any more.
    /// </summary>
    public Task<UpdatedDraft> UpdateDraftAsync(Guid draftId, UpdateDraftRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateDraftRequest, UpdatedDraft>(HttpMethod.Post, $"v1/drafts/{draftId}/update", request, ct);

    /// <summary>What an update would be, in a model's words where asked for. Saves nothing; the update that follows is answered from memory and costs nothing. 402 <c>models.budget</c>, 409 <c>draft.changed</c>, <c>models.none</c>.</summary>
    public Task<StaleReport> PreviewUpdateAsync(Guid draftId, UpdateDraftRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateDraftRequest, StaleReport>(HttpMethod.Post, $"v1/drafts/{draftId}/update/preview", request, ct);

    /// <summary>What a model's words for it may cost. 402 <c>models.budget</c>, 409 <c>draft.changed</c>, <c>draft.up-to-date</c>, <c>models.none</c>.</summary>
    public Task<Models.ModelEstimate> EstimateUpdateAsync(Guid draftId, UpdateDraftRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateDraftRequest, Models.ModelEstimate>(HttpMethod.Post, $"v1/drafts/{draftId}/update/estimate", request, ct);

    /// <summary>Says that the change does not matter; holds until one of the blocks changes again. 409 <c>draft.up-to-date</c> when nothing is at fault.</summary>
    public Task<StaleDraft> IgnoreAsync(Guid draftId, IgnoreStaleRequest request, CancellationToken ct = default) =>
        connection.SendAsync<IgnoreStaleRequest, StaleDraft>(HttpMethod.Post, $"v1/drafts/{draftId}/stale/ignore", request, ct);

    /// <summary>Takes that back, for all versions of the draft.</summary>
    public Task StopIgnoringAsync(Guid draftId, CancellationToken ct = default) => connection.DeleteAsync($"v1/drafts/{draftId}/stale/ignore", ct);

    /// <summary>
    /// Makes the draft that puts a published text right: a new version where the channel replaces what is there, else a new piece that says what was corrected.
    /// 409 <c>draft.up-to-date</c> when nothing of it is at fault, <c>publication.not-out</c> when it did not go out, <c>correction.nothing-to-say</c> when nothing in the document takes the place of what was said.
    /// </summary>
    public Task<Correction> CorrectAsync(Guid publicationId, CancellationToken ct = default) => connection.PostAsync<Correction>($"v1/publications/{publicationId}/correct", null, ct);
}
