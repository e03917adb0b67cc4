using Toombos.Client.Documents;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>The blocks that a model is shown, under numbers that it can name; ids are long and invite slips.</summary>
sealed class NumberedBlocks(IReadOnlyList<Item> items)
{
    readonly List<Block> _blocks = [.. items.SelectMany(i => i.Blocks).Where(b => b.Text.Length > 0)];

    public IEnumerable<object> Shown => _blocks.Select((block, index) => new { n = index + 1, kind = block.Kind.ToString().ToLowerInvariant(), text = block.Text });

    /// <summary>Ids of the blocks with these numbers, each once; numbers that there are not are left out.</summary>
    public IReadOnlyList<string> IdsOf(IEnumerable<int> numbers) => [.. numbers.Where(n => n > 0 && n <= _blocks.Count).Select(n => _blocks[n - 1].Id).Distinct(StringComparer.Ordinal)];
}
