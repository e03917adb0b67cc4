namespace Toombos.Server.Commands;

/// <summary>A prompt in a file: its text, without the head that files of ours begin with.</summary>
static class EvalsPromptFile
{
    const string Fence = "---\n";

    public static string TextOf(string file)
    {
        var text = file.ReplaceLineEndings("\n");
        return text.StartsWith(Fence, StringComparison.Ordinal) && text.IndexOf("\n" + Fence, Fence.Length, StringComparison.Ordinal) is > 0 and var end ? text[(end + 1 + Fence.Length)..].Trim() : text.Trim();
    }
}
