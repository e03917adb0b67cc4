namespace Toombos.Server.Features.Checks.Claims;

/// <summary>The brand's own name needs no source: it signs what the workspace publishes.</summary>
sealed class BrandNames(string name)
{
    readonly HashSet<string> words = [.. Tokenizer.Read(name).Select(t => Folding.FoldWord(t, name))];

    public bool IsWord(string folded) => words.Contains(folded);

    /// <summary>Whether a place in a text lies inside the brand's name ("Studio 54").</summary>
    public bool Covers(string text, int start, int end)
    {
        if (name.Length == 0) return false;
        for (var i = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); i >= 0 && i <= start; i = text.IndexOf(name, i + 1, StringComparison.OrdinalIgnoreCase))
            if (i + name.Length >= end) return true;
        return false;
    }
}
