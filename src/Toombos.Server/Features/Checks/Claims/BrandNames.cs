namespace Toombos.Server.Features.Checks.Claims;

/// <summary>The brand's own name needs no source: it signs what the workspace publishes.</summary>
sealed class BrandNames(string name)
{
    readonly HashSet<string> words = [.. Tokenizer.Read(name).Select(t => Folding.FoldWord(t, name))];

    public bool IsWord(string folded) => words.Contains(folded);

    /// <summary>Where the brand's name stands: a number inside it ("Studio 54") claims nothing.</summary>
    public IEnumerable<(int Start, int End)> PlacesIn(string text)
    {
        if (string.IsNullOrWhiteSpace(name)) yield break;
        for (var i = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); i >= 0; i = text.IndexOf(name, i + name.Length, StringComparison.OrdinalIgnoreCase))
            yield return (i, i + name.Length);
    }
}
