using System.Globalization;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Jobs;
using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>The document as a model is shown it: items with their blocks, under numbers that it can name; ids are long and invite slips.</summary>
sealed class NumberedBlocks
{
    readonly List<string> _ids = [];
    readonly List<PromptBlock> _listed = [];

    public NumberedBlocks(IReadOnlyList<Item> items) =>
        Shown = [.. items.Select(item => new { title = Instructions.IsOne(item.Title) ? "" : item.Title, date = item.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), blocks = item.Blocks.Where(IsShown).Select(b => Show(item, b)).ToList() })];

    public IReadOnlyList<object> Shown { get; }

    /// <summary>The same blocks, one after the other, for people.</summary>
    public IReadOnlyList<PromptBlock> Listed => _listed;

    /// <summary>Blocks that read like instructions to a model, and were left out.</summary>
    public int Withheld { get; private set; }

    /// <summary>Ids of the blocks with these numbers, each once; numbers that there are not are left out.</summary>
    public IReadOnlyList<string> IdsOf(IEnumerable<int> numbers) => [.. numbers.Where(n => n > 0 && n <= _ids.Count).Select(n => _ids[n - 1]).Distinct(StringComparer.Ordinal)];

    /// <summary>Numbers of the blocks with these ids.</summary>
    public IReadOnlyList<int> NumbersOf(IEnumerable<string> ids) => [.. ids.Select(id => _ids.IndexOf(id) + 1).Where(n => n > 0)];

    /// <summary>Notes in a job's log how many those were, if any.</summary>
    public Task TellAsync(JobRun run) =>
        Withheld == 0 ? Task.CompletedTask : run.NoteAsync($"{Withheld} block(s) of the document read like instructions to a model and were not shown to it.");

    bool IsShown(Block block)
    {
        if (block.Text.Length == 0) return false;
        if (!Instructions.IsOne(block.Text)) return true;
        Withheld++;
        return false;
    }

    object Show(Item item, Block block)
    {
        _ids.Add(block.Id);
        var kind = block.Kind.ToString().ToLowerInvariant();
        _listed.Add(new(_ids.Count, Instructions.IsOne(item.Title) ? "" : item.Title, kind, block.Text));
        return new { n = _ids.Count, kind, text = block.Text };
    }
}
