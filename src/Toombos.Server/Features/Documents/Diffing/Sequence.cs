namespace Toombos.Server.Features.Documents.Diffing;

/// <summary>Lays two orders of the same things side by side.</summary>
static class Sequence
{
    /// <summary>
    /// In the new order, what is gone put behind what it followed. Moved are those outside the longest run that kept its order,
    /// so that one thing carried elsewhere is one move.
    /// </summary>
    public static IEnumerable<(T? Was, T? Now, bool Moved)> Pair<T>(IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, string> id) where T : class
    {
        var places = new Dictionary<string, int>(before.Count, StringComparer.Ordinal);
        for (var i = 0; i < before.Count; i++) places.TryAdd(id(before[i]), i);
        var from = after.Select(a => places.GetValueOrDefault(id(a), -1)).ToArray();
        var survives = new bool[before.Count];
        foreach (var place in from)
            if (place >= 0) survives[place] = true;
        var stayed = LongestRising(from);

        var next = 0;
        for (var n = 0; n < after.Count; n++)
        {
            if (!stayed[n]) { yield return (from[n] < 0 ? null : before[from[n]], after[n], from[n] >= 0); continue; }
            for (; next < from[n]; next++)
                if (!survives[next]) yield return (before[next], null, false);
            next = from[n] + 1;
            yield return (before[from[n]], after[n], false);
        }
        for (; next < before.Count; next++)
            if (!survives[next]) yield return (before[next], null, false);
    }

    /// <summary>Marks a longest increasing subsequence of the numbers that are not negative; n log n.</summary>
    static bool[] LongestRising(int[] numbers)
    {
        var tails = new List<int>();
        var previous = new int[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] < 0) continue;
            int low = 0, high = tails.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (numbers[tails[middle]] < numbers[i]) low = middle + 1;
                else high = middle;
            }
            previous[i] = low == 0 ? -1 : tails[low - 1];
            if (low == tails.Count) tails.Add(i);
            else tails[low] = i;
        }
        var marked = new bool[numbers.Length];
        for (var i = tails.Count == 0 ? -1 : tails[^1]; i >= 0; i = previous[i]) marked[i] = true;
        return marked;
    }
}
