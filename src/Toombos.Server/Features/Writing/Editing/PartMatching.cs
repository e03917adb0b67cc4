namespace Toombos.Server.Features.Writing.Editing;

/// <summary>
/// Pairs the parts of an edited text with those before. A part that says the same is the same part, wherever it was moved;
/// a changed one is taken for the part that stood in its place. Linear in the number of parts.
/// </summary>
static class PartMatching
{
    /// <summary>How far a changed part is looked for.</summary>
    const int Gap = 32;

    /// <param name="Before">Index of the part before, or -1.</param>
    /// <param name="Same">Whether it says the very same.</param>
    public readonly record struct Match(int Before, bool Same);

    /// <param name="alike">Whether a changed part may take the place of that one before.</param>
    public static Match[] Pair<T>(IReadOnlyList<T?> before, IReadOnlyList<T?> after, Func<int, int, bool> alike) where T : class
    {
        var waiting = new Dictionary<T, Queue<int>>();
        for (var i = 0; i < before.Count; i++)
        {
            if (before[i] is not { } key) continue;
            if (!waiting.TryGetValue(key, out var queue)) waiting[key] = queue = [];
            queue.Enqueue(i);
        }
        var matches = new Match[after.Count];
        var taken = new bool[before.Count];
        for (var i = 0; i < after.Count; i++)
        {
            matches[i] = after[i] is { } key && waiting.TryGetValue(key, out var queue) && queue.TryDequeue(out var index) ? new(index, true) : new(-1, false);
            if (matches[i].Same) taken[matches[i].Before] = true;
        }
        var place = 0;
        for (var i = 0; i < after.Count; i++)
        {
            if (!matches[i].Same)
            {
                // between two kept neighbours there is at most a gap: what stood there is what was changed
                for (var j = place; j < Math.Min(before.Count, place + Gap) && !taken[j]; j++)
                {
                    if (!alike(j, i)) continue;
                    taken[j] = true;
                    matches[i] = new(j, false);
                    break;
                }
            }
            if (matches[i].Before >= 0) place = matches[i].Before + 1;
        }
        return matches;
    }
}
