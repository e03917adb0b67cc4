using System.Globalization;
using Toombos.Client.Documents;

namespace Toombos.Server.Features.Chains;

/// <summary>Which items a step takes when the rules plan: the first so many by weight, the next so many that no step took before, or an equal share.</summary>
sealed record ItemTake(TakeKind Kind, int Count)
{
    public static ItemTake Parse(string text) => text.Split(' ') switch
    {
        ["share"] => new(TakeKind.Share, 0),
        ["first", var count] => new(TakeKind.First, int.Parse(count, CultureInfo.InvariantCulture)),
        ["next", var count] => new(TakeKind.Next, int.Parse(count, CultureInfo.InvariantCulture)),
        _ => throw new FormatException($"'{text}' says of no step what it takes."),
    };

    /// <summary>Featured items first, then by priority, the newest first, and as the document has them.</summary>
    public static List<Item> ByWeight(IEnumerable<Item> items) =>
        [.. items.OrderByDescending(i => i.Flags.Featured).ThenBy(i => i.Flags.Priority).ThenByDescending(i => i.Date ?? DateOnly.MinValue)];

    /// <param name="ranked">The items that may go where the step goes, by weight.</param>
    /// <param name="taken">How often each was taken by the steps before.</param>
    /// <param name="part">Place among the steps that share, from 0, and how many there are.</param>
    public IReadOnlyList<Item> From(IReadOnlyList<Item> ranked, IReadOnlyDictionary<string, int> taken, (int Place, int Of) part) => Kind switch
    {
        TakeKind.First => [.. ranked.Take(Count)],
        TakeKind.Share => [.. ranked.Skip(ranked.Count * part.Place / part.Of).Take(ranked.Count * (part.Place + 1) / part.Of - ranked.Count * part.Place / part.Of)],
        _ when ranked.Where(i => !taken.ContainsKey(i.Key)).Take(Count).ToList() is { Count: > 0 } untold => untold,
        // All was told before: what was told least comes again.
        _ => [.. ranked.OrderBy(i => taken.GetValueOrDefault(i.Key)).Take(Count)],
    };
}

/// <summary>How a step chooses.</summary>
enum TakeKind { First, Next, Share }
