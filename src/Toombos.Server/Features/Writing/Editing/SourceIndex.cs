using Toombos.Client.Documents;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Editing;

/// <summary>
/// Finds the blocks that a person's sentence rests on. A block is cited when at least half of the sentence's content words, and at
/// least two of them (or the only one), stand in it; of several, those within a fifth of the best, three at most.
/// </summary>
sealed class SourceIndex(IReadOnlyList<Item> items, string language)
{
    const double Enough = 0.5;
    const double NearBest = 0.8;
    const int MostCited = 3;

    /// <summary>A word that stands in more blocks than this tells nothing about any of them.</summary>
    const int Common = 400;

    readonly Dictionary<string, string> sentences = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<int>> blocksByWord = new(StringComparer.Ordinal);
    readonly List<string> ids = [];
    readonly Dictionary<string, string> itemOfBlock = new(StringComparer.Ordinal);
    bool built;

    /// <summary>The block that says exactly this, as a whole or in one of its sentences.</summary>
    public string? Saying(string sentence)
    {
        Build();
        return sentences.GetValueOrDefault(Spacing.Single(sentence));
    }

    /// <summary>Ids of the blocks that the sentence resembles, best first.</summary>
    public IReadOnlyList<string> Resembling(string sentence)
    {
        Build();
        var words = Words.ContentOf(sentence, language).Distinct(StringComparer.Ordinal).ToList();
        var shared = new Dictionary<int, int>();
        foreach (var word in words)
        {
            if (!blocksByWord.TryGetValue(word, out var blocks) || blocks.Count > Common) continue;
            foreach (var block in blocks) shared[block] = shared.GetValueOrDefault(block) + 1;
        }
        var needed = Math.Max(Math.Min(2, words.Count), words.Count * Enough);
        var best = shared.Count == 0 ? 0 : shared.Values.Max();
        return best < needed ? [] :
        [
            .. shared.Where(s => s.Value >= needed && s.Value >= best * NearBest)
                .OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(MostCited).Select(s => ids[s.Key]),
        ];
    }

    /// <summary>Key of the item that a block belongs to.</summary>
    public string? ItemOf(string block)
    {
        Build();
        return itemOfBlock.GetValueOrDefault(block);
    }

    void Build()
    {
        if (built) return;
        built = true;
        foreach (var item in items)
        {
            foreach (var block in item.Blocks)
            {
                itemOfBlock.TryAdd(block.Id, item.Key);
                sentences.TryAdd(Spacing.Single(block.Text), block.Id);
                foreach (var sentence in Sentences.Split(block.Text)) sentences.TryAdd(Spacing.Single(sentence), block.Id);
                foreach (var word in Words.ContentOf(block.Text, language).Distinct(StringComparer.Ordinal))
                {
                    if (!blocksByWord.TryGetValue(word, out var blocks)) blocksByWord[word] = blocks = [];
                    if (blocks.Count <= Common) blocks.Add(ids.Count);
                }
                ids.Add(block.Id);
            }
        }
    }
}
