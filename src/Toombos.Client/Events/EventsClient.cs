using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Toombos.Client.Events;

/// <summary>What happens in the workspace, as it happens.</summary>
public sealed class EventsClient(ToombosConnection connection)
{
    /// <summary>Past events, oldest first.</summary>
    /// <param name="after">Only events after this sequence number.</param>
    public Task<Page<WorkspaceEvent>> ListAsync(long after = 0, EventQuery? query = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<WorkspaceEvent>>(ToombosConnection.Query("v1/events/history", ("after", after), ("kinds", KindsOf(query)), ("limit", limit)), ct);

    /// <summary>A ticket for the WebSocket at <c>/v1/events/socket</c>, for browsers, which can send no header with it.</summary>
    public Task<SocketTicket> AddTicketAsync(CancellationToken ct = default) => connection.PostAsync<SocketTicket>("v1/events/tickets", null, ct);

    /// <summary>
    /// Events as they happen, each once and in order. Finds its way back by itself when the connection or the server goes away, and goes on where it was;
    /// ends only when it is cancelled. Refusals that no waiting mends, such as a revoked key, are thrown.
    /// </summary>
    /// <param name="after">The last event that is known already: what came after it is told first. Only what is new when left out.</param>
    public async IAsyncEnumerable<WorkspaceEvent> WatchAsync(long? after = null, EventQuery? query = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await foreach (var item in EventStream.ReadAsync(connection, after, known => ToombosConnection.Query("v1/events", ("after", known), ("kinds", KindsOf(query))), ct))
        {
            if (item.EventType == SseParser.EventTypeDefault && JsonSerializer.Deserialize(item.Data, ToombosJson.Default.WorkspaceEvent) is { } told) yield return told;
        }
    }

    static string? KindsOf(EventQuery? query) => query?.Kinds.Count > 0 ? string.Join(',', query.Kinds) : null;
}
