using Toombos.Client.Events;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Events;

/// <summary>What a caller may and wants to hear of: the things that the scopes show, narrowed to what the query names.</summary>
static class EventFilter
{
    static readonly string[] Verbs = [EventKinds.Added, EventKinds.Changed, EventKinds.Removed];
    static readonly Dictionary<string, string> ScopeOf = EventKinds.Things.SelectMany(t => Verbs.Select(verb => (Kind: $"{t.Thing}.{verb}", t.Scope))).ToDictionary(k => k.Kind, k => k.Scope, StringComparer.Ordinal);

    /// <summary>Kinds that the query names, by themselves or by their things; null when it names none.</summary>
    /// <param name="kinds">Joined by commas.</param>
    public static IReadOnlySet<string>? Wanted(string? kinds)
    {
        var named = (kinds ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (named.Length == 0) return null;
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in named)
        {
            if (ScopeOf.ContainsKey(one)) wanted.Add(one);
            else if (EventKinds.Things.Any(t => t.Thing == one)) wanted.UnionWith(Verbs.Select(verb => $"{one}.{verb}"));
            else throw new FieldException("kinds", $"One of these is no kind of event. Name things ({string.Join(", ", EventKinds.Things.Select(t => t.Thing))}) or things with a verb, such as source.added, joined by commas.");
        }
        return wanted;
    }

    /// <summary>Kinds that may be told to whoever has these scopes and wants these kinds.</summary>
    public static string[] Of(IReadOnlySet<string> scopes, IReadOnlySet<string>? wanted) => [.. ScopeOf.Keys.Where(kind => MayTell(kind, scopes, wanted))];

    /// <summary>Whether an event of this kind is for somebody with these scopes who wants these kinds.</summary>
    public static bool MayTell(string kind, IReadOnlySet<string> scopes, IReadOnlySet<string>? wanted) =>
        (wanted is null || wanted.Contains(kind)) && ScopeOf.TryGetValue(kind, out var scope) && scopes.Contains(scope);
}
