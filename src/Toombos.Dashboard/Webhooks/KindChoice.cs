using Toombos.Client.Channels;
using Toombos.Client.Events;
using Toombos.Client.Jobs;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;

namespace Toombos.Dashboard.Webhooks;

/// <summary>The things and kinds that are picked for a webhook. A thing that is picked whole stands for all of its kinds, also for those that come later.</summary>
public sealed class KindChoice
{
    readonly HashSet<string> _picked = new(StringComparer.Ordinal);

    /// <param name="may">Whether the person has a scope: only what they may see is offered.</param>
    /// <param name="picked">What is picked already. What the person may not see stays so.</param>
    public KindChoice(Func<string, bool> may, IEnumerable<string> picked)
    {
        Offered = [.. EventKinds.Things.Where(t => may(t.Scope))];
        _picked.UnionWith(picked);
    }

    public static IReadOnlyList<(string Name, string Purpose, IReadOnlyList<string> Kinds)> Presets { get; } =
    [
        ("The usual", "What went out, what was approved, and what failed",
            [Of(EventKinds.Publication, PublicationState.Published), Of(EventKinds.Publication, PublicationState.Failed), Of(EventKinds.Job, JobState.Failed), Of(EventKinds.Draft, DraftState.Approved)]),
        ("What needs somebody", "What failed or is unknown, and alerts",
        [
            Of(EventKinds.Publication, PublicationState.Partial), Of(EventKinds.Publication, PublicationState.Failed), Of(EventKinds.Publication, PublicationState.Unknown), Of(EventKinds.Job, JobState.Failed),
            Of(EventKinds.Channel, ChannelState.Refused), $"{EventKinds.Alert}.{EventKinds.Added}",
        ]),
        ("Everything", "All things that you may see, whole", [.. EventKinds.Things.Select(t => t.Thing)]),
    ];

    public IReadOnlyList<EventThing> Offered { get; }

    /// <summary>In the order in which they are offered, then what the person may not see.</summary>
    public IReadOnlyList<string> Picked => [.. Words.Where(_picked.Contains), .. Unseen];

    /// <summary>Picked by somebody who may see more.</summary>
    public IReadOnlyList<string> Unseen => [.. _picked.Except(Words).Order(StringComparer.Ordinal)];

    IEnumerable<string> Words => Offered.SelectMany(t => t.Kinds.Prepend(t.Thing));

    public bool HasWhole(EventThing thing) => _picked.Contains(thing.Thing);

    public bool Has(EventThing thing, string kind) => HasWhole(thing) || _picked.Contains(kind);

    public int CountOf(EventThing thing) => thing.Kinds.Count(kind => Has(thing, kind));

    /// <summary>Takes a thing whole, or no longer.</summary>
    public void TurnWhole(EventThing thing)
    {
        if (_picked.Remove(thing.Thing)) return;
        _picked.ExceptWith(thing.Kinds);
        _picked.Add(thing.Thing);
    }

    public void Turn(string kind)
    {
        if (!_picked.Remove(kind)) _picked.Add(kind);
    }

    /// <summary>Picks these and nothing else, as far as they are offered.</summary>
    public void Choose(IReadOnlyList<string> kinds)
    {
        _picked.ExceptWith(Words);
        _picked.UnionWith(Words.Where(kinds.Contains));
    }

    public bool IsChosen(IReadOnlyList<string> kinds) => _picked.SetEquals(Words.Where(kinds.Contains).Concat(Unseen));

    public bool IsSameAs(IReadOnlyList<string> kinds) => _picked.SetEquals(kinds);

    static string Of<TState>(string thing, TState state) where TState : struct, Enum => $"{thing}.{state.ToString().ToLowerInvariant()}";
}
