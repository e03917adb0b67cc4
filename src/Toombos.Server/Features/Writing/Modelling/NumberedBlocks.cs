using System.Globalization;
using Toombos.Client.Documents;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>The document as a model is shown it: items with their blocks, under numbers that it can name; ids are long and invite slips.</summary>
sealed class NumberedBlocks
{
    readonly List<string> _ids = [];

    public NumberedBlocks(IReadOnlyList<Item> items) =>
        Shown = [.. items.Select(item => new { title = item.Title, date = item.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), blocks = item.Blocks.Where(b => b.Text.Length > 0).Select(Show).ToList() })];

    public IReadOnlyList<object> Shown { get; }

    /// <summary>Ids of the blocks with these numbers, each once; numbers that there are not are left out.</summary>
    public IReadOnlyList<string> IdsOf(IEnumerable<int> numbers) => [.. numbers.Where(n => n > 0 && n <= _ids.Count).Select(n => _ids[n - 1]).Distinct(StringComparer.Ordinal)];

    object Show(Block block)
    {
        _ids.Add(block.Id);
        return new { n = _ids.Count, kind = block.Kind.ToString().ToLowerInvariant(), text = block.Text };
    }
}
