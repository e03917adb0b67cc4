using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Toombos.Connectors.Sources.Notion;

/// <summary>A few questions at once, then evenly, within this process.</summary>
public sealed class NotionPace(IOptions<NotionOptions> options, TimeProvider time) : IRequestPace
{
    const int AtOnce = 3, MostKnown = 1000;

    readonly TimeSpan _each = TimeSpan.FromSeconds(1 / options.Value.RequestsPerSecond);
    readonly ConcurrentDictionary<Guid, DateTimeOffset> _next = new();

    public async Task WaitAsync(Guid account, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (_next.Count > MostKnown)
        {
            foreach (var (id, free) in _next)
            {
                if (free < now) _next.TryRemove(id, out _);
            }
        }
        var turn = _next.AddOrUpdate(account, now + _each, (_, next) => (next > now ? next : now) + _each) - _each;
        // So many may go before their time as have not been asked before.
        if (turn - now - (AtOnce - 1) * _each is { Ticks: > 0 } wait) await Task.Delay(wait, time, ct);
    }
}
