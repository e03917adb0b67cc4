using Toombos.Client.Publishing;
using Toombos.Sinks;

namespace Toombos.EndToEnd.Tests.Chaos;

/// <summary>The ledger as the server tells it, line by line beside what the sinks have taken: what was lost, what was doubled, what is told wrongly.</summary>
sealed class ChaosLedger(MailSink mail, HookSink hook)
{
    const int Shown = 20;

    readonly List<string> _wrong = [];
    readonly SortedDictionary<string, int> _told = new(StringComparer.Ordinal);
    readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    readonly HashSet<Guid> _publications = [];

    /// <param name="expected">To how many it was to go; 0 for one that nobody asked for.</param>
    public void Add(Publication publication, int expected, IReadOnlyList<Delivery> deliveries)
    {
        _publications.Add(publication.Id);
        if (expected == 0) _wrong.Add($"Doubled: publication {publication.Id}, for which nobody asked.");
        else if (deliveries.Count != expected) _wrong.Add($"{(deliveries.Count < expected ? "Lost" : "Doubled")}: publication {publication.Id} ({publication.State}) has {deliveries.Count} lines in place of {expected}.");
        foreach (var delivery in deliveries) Add(delivery);
    }

    void Add(Delivery delivery)
    {
        _keys.Add(delivery.IdempotencyKey);
        var isMail = delivery.SubscriberId is not null;
        var taken = isMail ? mail.Count(delivery.IdempotencyKey) : hook.Count(delivery.IdempotencyKey);
        var key = $"{(isMail ? "mail" : "hook")} {delivery.State}";
        _told[key] = _told.GetValueOrDefault(key) + 1;
        var (least, most) = (isMail, delivery.State) switch
        {
            // A receiver of webhooks knows a repetition by its id: what came twice came once to it.
            (false, DeliveryState.Confirmed) => (1, int.MaxValue),
            (true, DeliveryState.Sent) => (1, 1),
            (true, DeliveryState.Unknown) => (0, 1),
            (_, DeliveryState.Failed) => (0, 0),
            _ => (int.MaxValue, int.MaxValue),
        };
        if (least == int.MaxValue) _wrong.Add($"No proper end: {key}, taken {taken} times; {delivery.Id}: {delivery.Error}");
        else if (taken < least) _wrong.Add($"Lost: {key}, but never taken; {delivery.Id}: {delivery.Error}");
        else if (taken > most) _wrong.Add($"{(most == 0 ? "Told wrongly" : "Doubled")}: {key}, but taken {taken} times; {delivery.Id}: {delivery.Error}");
    }

    /// <summary>Fails where something is wrong.</summary>
    /// <returns>How many lines came to which end.</returns>
    public string Close(IEnumerable<Guid> asked)
    {
        _wrong.AddRange(asked.Where(id => !_publications.Contains(id)).Select(id => $"Lost: publication {id}."));
        _wrong.AddRange(hook.Taken.Where(m => !_keys.Contains(m.Id)).Select(m => $"Doubled: a message that nobody sent, {m.Id}."));
        Assert.True(_wrong.Count == 0, $"{_wrong.Count} wrong:\n{string.Join('\n', _wrong.Take(Shown))}\nAll lines: {Told}.");
        return Told;
    }

    string Told => string.Join(", ", _told.Select(t => $"{t.Value} {t.Key}"));
}
