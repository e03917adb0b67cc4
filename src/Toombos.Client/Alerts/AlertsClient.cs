namespace Toombos.Client.Alerts;

/// <summary>What should have happened and has not.</summary>
public sealed class AlertsClient(ToombosConnection connection)
{
    /// <summary>Alerts, newest first.</summary>
    /// <param name="all">Those that were settled, too.</param>
    public Task<Page<Alert>> ListAsync(bool all = false, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Alert>>(ToombosConnection.Query("v1/alerts", ("all", all ? "true" : null), ("after", after), ("limit", limit)), ct);

    /// <summary>Puts one away. 404 <c>alert.not-found</c>.</summary>
    public Task<Alert> DismissAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<Alert>($"v1/alerts/{id}/dismiss", null, ct);
}
