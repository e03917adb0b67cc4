using System.Buffers;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Stories;

/// <summary>
/// Ranks the sentences of an item: centrality in the graph of shared words (TextRank), place, and the numbers and names it
/// carries. Penalties keep lines that cannot stand alone behind those that can.
/// </summary>
static class SentenceRanker
{
    const double Centrality = 0.45, Salience = 0.2;

    /// <summary>Sentences at which the graph has half its say: the fewer there are, the less their shared words tell and the more their place does.</summary>
    const int Evidence = 5;

    const double Damping = 0.85;
    const int Rounds = 15;

    /// <summary>Sentences in the graph: its cost grows with their square. Those behind are ranked by place and salience alone.</summary>
    const int GraphSize = 80;

    public static IReadOnlyList<Fact> Rank(IReadOnlyList<Fact> facts, string language)
    {
        var central = CentralityOf(facts, language);
        var graph = Centrality * facts.Count / (facts.Count + Evidence);
        var place = 1 - Salience - graph;
        for (var i = 0; i < facts.Count; i++)
            facts[i].Score = (graph * (i < central.Length ? central[i] : 0) + place / (1 + 0.5 * i) + Salience * SalienceOf(facts[i].Text, language)) * Standing(facts[i]);
        return [.. facts.OrderByDescending(f => f.Score).ThenBy(f => f.Index)];
    }

    static double Standing(Fact fact) =>
        (fact.Leans ? 0.8 : 1)
        * (fact.Words < 4 ? 0.5 : fact.Words > 40 ? 0.8 : 1)
        * (fact.Text[^1] is '?' or '？' ? 0.7 : 1)
        * (fact.Kind switch { BlockKind.TableRow => 0.5, BlockKind.Quote => 0.8, BlockKind.ListItem => 0.9, _ => 1 });

    static double SalienceOf(string text, string language)
    {
        int numbers = 0, names = 0;
        var words = new WordScanner(text);
        var first = true;
        while (words.MoveNext())
        {
            if (char.IsDigit(words.Current[0])) numbers++;
            // German writes every noun with a capital, so a capital tells nothing there.
            else if (!first && language != "de" && char.IsUpper(words.Current[0])) names++;
            first = false;
        }
        return Math.Min(1, 0.3 * numbers + 0.2 * names);
    }

    /// <summary>PageRank over sentences, edges weighted by shared content words; 1 for the most central.</summary>
    static double[] CentralityOf(IReadOnlyList<Fact> facts, string language)
    {
        var n = Math.Min(facts.Count, GraphSize);
        if (n < 3) return [.. Enumerable.Repeat(1.0, n)];
        var stems = new uint[n][];
        for (var i = 0; i < n; i++) stems[i] = StemsOf(facts[i].Text, language);

        var weights = ArrayPool<double>.Shared.Rent(n * n);
        var totals = new double[n];
        for (var i = 0; i < n; i++)
        {
            weights[i * n + i] = 0;
            for (var j = 0; j < i; j++)
            {
                var weight = Similarity(stems[i], stems[j]);
                weights[i * n + j] = weights[j * n + i] = weight;
                totals[i] += weight;
                totals[j] += weight;
            }
        }
        var rank = new double[n];
        var next = new double[n];
        Array.Fill(rank, 1.0);
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < n; i++)
            {
                var sum = 0.0;
                for (var j = 0; j < n; j++)
                    if (weights[j * n + i] > 0) sum += weights[j * n + i] / totals[j] * rank[j];
                next[i] = 1 - Damping + Damping * sum;
            }
            (rank, next) = (next, rank);
        }
        ArrayPool<double>.Shared.Return(weights);
        var best = rank.Max();
        for (var i = 0; i < n; i++) rank[i] /= best;
        return rank;
    }

    static uint[] StemsOf(string text, string language)
    {
        var stems = new SortedSet<uint>();
        var words = new WordScanner(text, overlapping: true);
        while (words.MoveNext())
            if (!StopWords.Contains(words.Current, language)) stems.Add(Stem.Of(words.Current));
        return [.. stems];
    }

    static double Similarity(uint[] a, uint[] b)
    {
        int shared = 0, i = 0, j = 0;
        while (i < a.Length && j < b.Length)
        {
            if (a[i] == b[j]) (shared, i, j) = (shared + 1, i + 1, j + 1);
            else if (a[i] < b[j]) i++;
            else j++;
        }
        return shared == 0 ? 0 : shared / (Math.Log(a.Length + 1) + Math.Log(b.Length + 1));
    }
}
