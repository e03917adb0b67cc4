using Toombos.Server.Features.Writing.Composing.Shortening;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>
/// Chooses the facts of a story that a text has room for: the most telling first, whole sentences before shortened ones, a
/// sentence that leans on the one before only together with it. The choice reads in the story's own order.
/// </summary>
static class Selection
{
    /// <summary>Facts tried before a place counts as full.</summary>
    const int Tries = 10;

    /// <param name="words">Words aimed at; a sentence may run over them by a fifth.</param>
    /// <param name="used">Indexes of facts that stand elsewhere already.</param>
    /// <param name="fits">Whether the text still fits its channel with these facts in it.</param>
    public static List<Fact> Pick(Story story, int words, Func<IReadOnlyList<Fact>, bool> fits, IReadOnlySet<int>? used = null)
    {
        // Mostly everything that there are words for fits, and one look at the network's counting is enough.
        var picked = Greedy(story, words, null, used);
        if (picked.Count > 0 && !fits(picked)) picked = Greedy(story, words, fits, used);
        return picked.Count == 0 && Shortest(story, words, fits, used) is { } one ? [one] : picked;
    }

    static List<Fact> Greedy(Story story, int words, Func<IReadOnlyList<Fact>, bool>? fits, IReadOnlySet<int>? used)
    {
        var picked = new List<Fact>();
        var room = words + words / 5;
        var tries = Tries + words / 30;
        foreach (var fact in story.Ranked)
        {
            if (tries-- == 0 || room <= words / 5) break;
            if (used?.Contains(fact.Index) == true || picked.Exists(p => p.Index == fact.Index) || fact.Words > room) continue;
            var needed = fact.Leans ? Before(story, fact, picked, used) : null;
            if (fact.Leans && needed is null && !picked.Exists(p => p.Index == fact.Index - 1)) continue;
            if (needed is not null && needed.Words + fact.Words > room) continue;
            var trial = picked.Append(fact);
            if (needed is not null) trial = trial.Append(needed);
            List<Fact> ordered = [.. trial.OrderBy(f => f.Index)];
            if (fits?.Invoke(ordered) == false) continue;
            picked = ordered;
            room -= fact.Words + (needed?.Words ?? 0);
        }
        return picked;
    }

    /// <summary>The one fact that says the most in so many words, whole or shortened; null when none can.</summary>
    public static Fact? Best(Story story, int words, Func<Fact, bool> fits, Func<Fact, bool>? wanted = null)
    {
        foreach (var fact in story.Ranked.Where(f => !f.Leans && wanted?.Invoke(f) != false).Take(3))
        {
            if (fact.Words <= words && fits(fact)) return fact;
            if (Shortened(story, fact, words, fits) is { } shorter) return shorter;
        }
        return null;
    }

    /// <summary>The sentence that a leaning one needs and that is still free; it must stand by itself.</summary>
    static Fact? Before(Story story, Fact fact, List<Fact> picked, IReadOnlySet<int>? used)
    {
        var before = story.Facts[fact.Index - 1];
        return before.Leans || used?.Contains(before.Index) == true || picked.Exists(p => p.Index == before.Index) ? null : before;
    }

    static Fact? Shortest(Story story, int words, Func<IReadOnlyList<Fact>, bool> fits, IReadOnlySet<int>? used)
    {
        bool Free(Fact fact) => used?.Contains(fact.Index) != true && !fact.Leans;
        return Best(story, words, f => fits([f]), Free)
            // Better a sentence that runs long than none, where the channel takes it.
            ?? story.Ranked.Where(Free).Take(3).FirstOrDefault(f => fits([f]))
            ?? story.Ranked.Where(Free).Take(3).Select(f => Shortened(story, f, int.MaxValue, one => fits([one]))).FirstOrDefault(f => f is not null);
    }

    static Fact? Shortened(Story story, Fact fact, int words, Func<Fact, bool> fits) =>
        !fact.IsListed && SentenceShortener.Shorten(fact.Text, story.Clauses, text => Words.Count(text) <= words && fits(fact.Shortened(text, words))) is { } shorter
            ? fact.Shortened(shorter, Words.Count(shorter)) : null;
}
