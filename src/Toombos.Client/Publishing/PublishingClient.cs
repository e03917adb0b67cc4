namespace Toombos.Client.Publishing;

/// <summary>Publishing, and the ledger of what became of it.</summary>
public sealed class PublishingClient(ToombosConnection connection)
{
    /// <summary>
    /// Publishes now or later. Asked twice with the same key it happens once, and the second answer is that of the first.
    /// 409 <c>publication.exists</c>, <c>draft.changed</c>, <c>draft.not-approved</c>; 422 where the channel can't take the draft. A change of posts that are up: 409 <c>publication.not-editable</c>,
    /// <c>publication.of-another</c>, <c>publication.not-up</c>, <c>publication.nameless</c>, <c>publication.unsettled</c>, <c>publication.other-pictures</c>.
    /// </summary>
    /// <param name="idempotencyKey">Anything of the caller's own, up to 100 characters; makes asking again harmless.</param>
    public Task<Publication> PublishAsync(PublishRequest request, string? idempotencyKey = null, CancellationToken ct = default) =>
        connection.SendAsync<PublishRequest, Publication>(HttpMethod.Post, "v1/publications", request, idempotencyKey, ct);

    /// <summary>What would happen, without doing it.</summary>
    public Task<PublishPreview> PreviewAsync(PublishRequest request, CancellationToken ct = default) =>
        connection.SendAsync<PublishRequest, PublishPreview>(HttpMethod.Post, "v1/publications/preview", request, ct);

    /// <summary>Publications, those due last first.</summary>
    public Task<Page<Publication>> ListAsync(PublicationQuery? query = null, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Publication>>(ToombosConnection.Query("v1/publications",
            ("search", query?.Search), ("state", query?.State), ("channelId", query?.ChannelId), ("pieceId", query?.PieceId), ("draftId", query?.DraftId),
            ("from", query?.From), ("to", query?.To), ("order", query?.Order), ("after", after), ("limit", limit)), ct);

    /// <summary>404 <c>publication.not-found</c>.</summary>
    public Task<Publication> GetAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<Publication>($"v1/publications/{id}", ct);

    /// <summary>What is planned and went out on days of the workspace's zone, at most 92, with approved drafts that wait for a day. 400 <c>body.invalid</c>.</summary>
    public Task<Calendar> GetCalendarAsync(DateOnly from, DateOnly to, Guid? channelId = null, CancellationToken ct = default) =>
        connection.GetAsync<Calendar>(ToombosConnection.Query("v1/calendar", ("from", from), ("to", to), ("channelId", channelId)), ct);

    /// <summary>Gives something planned another time. 409 <c>publication.not-planned</c>; 422 <c>time.past</c>, <c>time.too-far</c>.</summary>
    public Task<Publication> MoveAsync(Guid id, LocalTime at, CancellationToken ct = default) =>
        connection.SendAsync<MovePublicationRequest, Publication>(HttpMethod.Post, $"v1/publications/{id}/move", new() { At = at }, ct);

    /// <summary>Calls off what was not sent yet. 409 <c>publication.ended</c>.</summary>
    public Task<Publication> CancelAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<Publication>($"v1/publications/{id}/cancel", null, ct);

    /// <summary>Tries what failed again, and only that. 409 <c>publication.nothing-failed</c>.</summary>
    public Task<Publication> RetryAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<Publication>($"v1/publications/{id}/retry", null, ct);

    /// <summary>Says of all its unknown deliveries what became of them. 409 <c>publication.nothing-unknown</c>.</summary>
    public Task<Publication> ResolveAsync(Guid id, UnknownAnswer answer, CancellationToken ct = default) =>
        connection.SendAsync<ResolveRequest, Publication>(HttpMethod.Post, $"v1/publications/{id}/resolve", new() { Answer = answer }, ct);

    /// <summary>
    /// Takes a page down from its site, or posts with all that changed them. What does it is a publication of its own, with a ledger of its own. 409 <c>publication.not-up</c>; 422 <c>publication.not-removable</c> for what stays where it arrived.
    /// </summary>
    public Task<Publication> WithdrawAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<Publication>($"v1/publications/{id}/withdraw", null, ct);

    /// <summary>How it has fared, as its channel told it over time. 404 <c>publication.not-found</c>.</summary>
    public Task<PublicationMetrics> GetMetricsAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<PublicationMetrics>($"v1/publications/{id}/metrics", ct);

    /// <summary>Asks the channel now how it fares. 409 <c>publication.not-measured</c>, <c>outbound.closed</c>.</summary>
    public Task<PublicationMetrics> ReadMetricsAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<PublicationMetrics>($"v1/publications/{id}/metrics", null, ct);

    /// <summary>Its lines in the ledger.</summary>
    public Task<Page<Delivery>> ListDeliveriesAsync(Guid publicationId, DeliveryState? state = null, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Delivery>>(ToombosConnection.Query($"v1/publications/{publicationId}/deliveries", ("state", state), ("after", after), ("limit", limit)), ct);

    /// <summary>One line with its tries. 404 <c>delivery.not-found</c>.</summary>
    public Task<DeliveryDetails> GetDeliveryAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<DeliveryDetails>($"v1/deliveries/{id}", ct);

    /// <summary>Says of one unknown delivery what became of it. 409 <c>delivery.not-unknown</c>.</summary>
    public Task<Delivery> ResolveDeliveryAsync(Guid id, UnknownAnswer answer, CancellationToken ct = default) =>
        connection.SendAsync<ResolveRequest, Delivery>(HttpMethod.Post, $"v1/deliveries/{id}/resolve", new() { Answer = answer }, ct);
}
