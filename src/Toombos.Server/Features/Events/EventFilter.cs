using Toombos.Client.Events;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Events;

/// <summary>What a caller may and wants to hear of: the things that the scopes show, narrowed to what the caller names.</summary>
static class EventFilter
{
    static readonly Dictionary<string, EventThing> Things = EventKinds.Things.ToDictionary(t => t.Thing, StringComparer.Ordinal);
    static readonly Dictionary<string, string> ScopeOf = EventKinds.Things.SelectMany(t => t.Kinds.Select(kind => (kind, t.Scope))).ToDictionary(StringComparer.Ordinal);

    /// <summary>Kinds that a query names, joined by commas.</summary>
    public static HashSet<string> Named(string? kinds) => Named((kinds ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Kinds that are named by themselves or by their things; all when none is.</summary>
    public static HashSet<string> Named(IReadOnlyCollection<string> names)
    {
        var kinds = new HashSet<string>(names.Count == 0 ? ScopeOf.Keys : [], StringComparer.Ordinal);
        foreach (var one in names)
        {
            if (ScopeOf.ContainsKey(one)) kinds.Add(one);
            else if (Things.TryGetValue(one, out var thing)) kinds.UnionWith(thing.Kinds);
            else throw new FieldException("kinds", $"One of these is no kind of event. Name things ({string.Join(", ", Things.Keys)}) or kinds, such as source.added or job.completed.");
        }
        return kinds;
    }

    /// <summary>Of these kinds, those that may be told to whoever has these scopes.</summary>
    public static IReadOnlySet<string> Of(IReadOnlySet<string> scopes, HashSet<string> kinds) => kinds.Where(kind => MayTell(kind, scopes)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether an event of this kind may be told to whoever has these scopes.</summary>
    public static bool MayTell(string kind, IReadOnlySet<string> scopes) => ScopeOf.TryGetValue(kind, out var scope) && scopes.Contains(scope);
}
