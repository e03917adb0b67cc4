namespace Toombos.Client.Jobs;

/// <summary>Work in the background.</summary>
public sealed class JobsClient(ToombosConnection connection)
{
    /// <summary>Jobs, those due last first.</summary>
    public Task<Page<Job>> ListAsync(JobQuery? query = null, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Job>>(Address("v1/jobs", query, ("after", after), ("limit", limit)), ct);

    /// <summary>How many there are in each state.</summary>
    public Task<JobCounts> CountAsync(CancellationToken ct = default) => connection.GetAsync<JobCounts>("v1/jobs/counts", ct);

    /// <summary>404 <c>job.not-found</c>.</summary>
    public Task<JobDetails> GetAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<JobDetails>($"v1/jobs/{id}", ct);

    /// <summary>Ends a pending job and asks a running one to stop. 409 <c>job.ended</c>.</summary>
    public Task<Job> CancelAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<Job>($"v1/jobs/{id}/cancel", null, ct);

    /// <summary>Does what failed, was cancelled or came out in part again, now. 409 <c>job.not-ended</c>, <c>job.completed</c>.</summary>
    public Task<Job> RetryAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<Job>($"v1/jobs/{id}/retry", null, ct);

    /// <summary>Cancels several; each answers for itself.</summary>
    public Task<BulkResult> CancelAsync(IReadOnlyList<Guid> ids, CancellationToken ct = default) =>
        connection.SendAsync<BulkRequest, BulkResult>(HttpMethod.Post, "v1/jobs/cancel", new() { Ids = ids }, ct);

    /// <summary>Retries several; each answers for itself.</summary>
    public Task<BulkResult> RetryAsync(IReadOnlyList<Guid> ids, CancellationToken ct = default) =>
        connection.SendAsync<BulkRequest, BulkResult>(HttpMethod.Post, "v1/jobs/retry", new() { Ids = ids }, ct);

    /// <summary>All jobs that the query finds, as CSV that spreadsheets open without harm, read as it arrives.</summary>
    public Task<Stream> OpenCsvAsync(JobQuery? query = null, CancellationToken ct = default) => connection.OpenAsync(Address("v1/jobs/export.csv", query), ct);

    /// <summary>The same as JSON Lines.</summary>
    public Task<Stream> OpenJsonAsync(JobQuery? query = null, CancellationToken ct = default) => connection.OpenAsync(Address("v1/jobs/export.jsonl", query), ct);

    static string Address(string path, JobQuery? query, params ReadOnlySpan<(string, object?)> more) => ToombosConnection.Query(path,
    [
        ("search", query?.Search), ("state", query?.State), ("kind", query?.Kind), ("channelId", query?.ChannelId),
        ("from", query?.From), ("to", query?.To), .. more,
    ]);
}
