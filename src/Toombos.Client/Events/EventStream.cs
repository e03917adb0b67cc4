using System.Globalization;
using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Toombos.Client.Events;

/// <summary>
/// Server-Sent Events, each once and in order. Finds its way back by itself when the connection or the server goes away, and goes on where it was. Refusals that no
/// waiting mends, such as a revoked key, are thrown.
/// </summary>
static class EventStream
{
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(250), LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>The server says something every fifteen seconds; who is silent for so long is gone.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    /// <param name="address">Where the stream is, given the number of the last event that is known.</param>
    public static async IAsyncEnumerable<SseItem<string>> ReadAsync(ToombosConnection connection, long? after, Func<long?, string> address, [EnumeratorCancellation] CancellationToken ct)
    {
        var (known, pause) = (after, ShortestPause);
        while (true)
        {
            await using var stream = await TryOpenAsync(connection, address(known), ct);
            await using var items = stream is null ? null : Read(stream, ct).GetAsyncEnumerator(ct);
            while (items is not null && await TryNextAsync(items, ct))
            {
                pause = ShortestPause;
                long? position = long.TryParse(items.Current.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
                // What a restarted connection tells again is known.
                var news = position is null || known is null || position > known;
                if (position > (known ?? -1)) known = position;
                if (news) yield return items.Current;
            }
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), ct);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    static async Task<Stream?> TryOpenAsync(ToombosConnection connection, string address, CancellationToken ct)
    {
        try
        {
            return await connection.OpenAsync(address, ct);
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
    static async Task<bool> TryNextAsync(IAsyncEnumerator<SseItem<string>> items, CancellationToken ct)
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

    static async IAsyncEnumerable<SseItem<string>> Read(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Silence);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(patience.Token))
        {
            patience.CancelAfter(Silence);
            yield return item;
        }
    }
}
