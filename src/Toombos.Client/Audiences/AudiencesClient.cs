using System.Net.Http.Headers;
using System.Text.Json;

namespace Toombos.Client.Audiences;

/// <summary>Lists of people who get newsletters.</summary>
public sealed class AudiencesClient(ToombosConnection connection)
{
    /// <summary>Makes a list.</summary>
    public Task<Audience> AddAsync(AddAudienceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<AddAudienceRequest, Audience>(HttpMethod.Post, "v1/audiences", request, ct);

    /// <summary>Newest first.</summary>
    public Task<Page<Audience>> ListAsync(string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Audience>>(ToombosConnection.Query("v1/audiences", ("after", after), ("limit", limit)), ct);

    public Task<Audience> GetAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<Audience>($"v1/audiences/{id}", ct);

    /// <summary>Changes name and description. 409 <c>changed</c>.</summary>
    public Task<Audience> UpdateAsync(Guid id, UpdateAudienceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateAudienceRequest, Audience>(HttpMethod.Put, $"v1/audiences/{id}", request, ct);

    /// <summary>Removes a list with everyone on it. Whoever had unsubscribed is remembered and can't be put on another list.</summary>
    public Task DeleteAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/audiences/{id}", ct);

    /// <summary>People on a list, newest first.</summary>
    public Task<Page<Subscriber>> ListSubscribersAsync(Guid id, SubscriberQuery? query = null, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Subscriber>>(ToombosConnection.Query($"v1/audiences/{id}/subscribers",
            ("search", query?.Search), ("state", query?.State is { } state ? JsonNamingPolicy.CamelCase.ConvertName(state.ToString()) : null), ("after", after), ("limit", limit)), ct);

    /// <summary>Puts one person on a list. 402 <c>quota.subscribers</c>; 409 <c>subscriber.there</c>, <c>subscriber.unsubscribed</c>, <c>subscriber.suppressed</c>.</summary>
    public Task<Subscriber> AddSubscriberAsync(Guid id, AddSubscriberRequest request, CancellationToken ct = default) =>
        connection.SendAsync<AddSubscriberRequest, Subscriber>(HttpMethod.Post, $"v1/audiences/{id}/subscribers", request, ct);

    /// <summary>
    /// Puts the people of a CSV text on a list, all or nobody: comma, semicolon or tab, UTF-8, columns <c>email</c> and <c>name</c> in any order, with or without a head.
    /// 400 <c>import.not-text</c>, <c>import.empty</c>, <c>import.no-email-column</c>, <c>import.unreadable</c>, <c>import.too-many-rows</c>; 402 <c>quota.subscribers</c>; 413 <c>import.too-large</c>.
    /// </summary>
    /// <param name="consent">How these people agreed to get the letters. Kept as proof.</param>
    /// <param name="dryRun">Only reports what would be done.</param>
    public Task<ImportReport> ImportAsync(Guid id, Stream csv, string consent, bool dryRun = false, CancellationToken ct = default)
    {
        var file = new StreamContent(csv);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var form = new MultipartFormDataContent { { new StringContent(consent), "consent" }, { new StringContent(dryRun ? "true" : "false"), "dryRun" }, { file, "file", "import.csv" } };
        return connection.PostAsync<ImportReport>($"v1/audiences/{id}/subscribers/import", form, ct);
    }

    /// <summary>Everyone on a list as CSV, as it arrives.</summary>
    public Task<Stream> OpenExportAsync(Guid id, CancellationToken ct = default) => connection.OpenAsync($"v1/audiences/{id}/subscribers/export", ct);

    /// <summary>Ends letters to somebody by hand. Does nothing where they have ended already, except that a bounce or complaint also suppresses.</summary>
    public Task<Subscriber> UnsubscribeAsync(Guid id, Guid subscriberId, EndSubscriptionRequest? request = null, CancellationToken ct = default) =>
        connection.SendAsync<EndSubscriptionRequest, Subscriber>(HttpMethod.Post, $"v1/audiences/{id}/subscribers/{subscriberId}/unsubscribe", request ?? new(), ct);

    /// <summary>Takes somebody off a list. Whoever had unsubscribed is remembered, so that no import brings them back.</summary>
    /// <param name="erase">Takes the person off every list of the workspace; what stays is a fingerprint of the address, by which nobody writes to it again.</param>
    public Task RemoveSubscriberAsync(Guid id, Guid subscriberId, bool erase = false, CancellationToken ct = default) =>
        connection.DeleteAsync(ToombosConnection.Query($"v1/audiences/{id}/subscribers/{subscriberId}", ("erase", erase ? "true" : null)), ct);
}
