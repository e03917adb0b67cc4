using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Toombos.Client.Events;

/// <summary>What happens in the workspace, as it happens.</summary>
public sealed class EventsClient(ToombosConnection connection)
{
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250), LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>The server says something every fifteen seconds; who is silent for so long is gone.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

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
        var (known, pause) = (after, ShortestPause);
        while (true)
        {
            await using var stream = await TryOpenAsync(known, query, ct);
            await using var items = stream is null ? null : Read(stream, ct).GetAsyncEnumerator(ct);
            while (items is not null && await TryNextAsync(items, ct))
            {
                pause = ShortestPause;
                var (position, told) = items.Current;
                // What a restarted connection tells again is known.
                if (told is not null && (known is null || told.Sequence > known)) yield return told;
                if (position is not null && (known is null || position > known)) known = position;
            }
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), ct);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    async Task<Stream?> TryOpenAsync(long? after, EventQuery? query, CancellationToken ct)
    {
        try
        {
            return await connection.OpenAsync(ToombosConnection.Query("v1/events", ("after", after), ("kinds", KindsOf(query))), ct);
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (ToombosApiException refused) when (refused.Status >= HttpStatusCode.InternalServerError || refused.Status == HttpStatusCode.TooManyRequests)
        {
            return null;
        }
    }

    /// <summary>False when the connection is gone, however it went.</summary>
    static async Task<bool> TryNextAsync(IAsyncEnumerator<(long?, WorkspaceEvent?)> items, CancellationToken ct)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception gone) when (gone is IOException or HttpRequestException || (gone is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }

    static async IAsyncEnumerable<(long? Position, WorkspaceEvent? Told)> Read(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Silence);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(patience.Token))
        {
            patience.CancelAfter(Silence);
            long? position = long.TryParse(item.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : null;
            yield return (position, item.EventType == SseParser.EventTypeDefault ? JsonSerializer.Deserialize(item.Data, ToombosJson.Default.WorkspaceEvent) : null);
        }
    }

    static string? KindsOf(EventQuery? query) => query?.Kinds.Count > 0 ? string.Join(',', query.Kinds) : null;
}
