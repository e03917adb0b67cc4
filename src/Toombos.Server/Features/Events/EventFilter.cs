using Toombos.Client.Events;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Events;

/// <summary>What a caller may and wants to hear of: the things that the scopes show, narrowed to what the query names.</summary>
static class EventFilter
{
    static readonly string[] Verbs = [EventKinds.Added, EventKinds.Changed, EventKinds.Removed];
    static readonly HashSet<string> Known = [.. EventKinds.Things.SelectMany(t => Verbs.Select(verb => $"{t.Thing}.{verb}"))];

    /// <summary>Kinds that the query names, by themselves or by their things; null when it names none.</summary>
    /// <param name="kinds">Joined by commas.</param>
    public static IReadOnlySet<string>? Wanted(string? kinds)
    {
        var named = (kinds ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (named.Length == 0) return null;
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in named)
        {
            if (Known.Contains(one)) wanted.Add(one);
            else if (EventKinds.Things.Any(t => t.Thing == one)) wanted.UnionWith(Verbs.Select(verb => $"{one}.{verb}"));
            else throw new FieldException("kinds", $"One of these is no kind of event. Name things ({string.Join(", ", EventKinds.Things.Select(t => t.Thing))}) or things with a verb, such as source.added, joined by commas.");
        }
        return wanted;
    }

    /// <summary>Kinds that may be told to whoever has these scopes and wants these kinds.</summary>
    public static IReadOnlySet<string> Of(IReadOnlySet<string> scopes, IReadOnlySet<string>? wanted)
    {
        var seen = EventKinds.Things.Where(t => scopes.Contains(t.Scope)).SelectMany(t => Verbs.Select(verb => $"{t.Thing}.{verb}")).ToHashSet(StringComparer.Ordinal);
        if (wanted is not null) seen.IntersectWith(wanted);
        return seen;
    }
}
