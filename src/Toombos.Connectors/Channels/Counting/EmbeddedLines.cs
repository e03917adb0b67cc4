namespace Toombos.Connectors.Channels.Counting;

/// <summary>Reads the word lists that counting needs: one entry a line, # starts a remark.</summary>
static class EmbeddedLines
{
    public static IEnumerable<string> Read(string name)
    {
        using var stream = typeof(EmbeddedLines).Assembly.GetManifestResourceStream("counting/" + name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line;
    }
}
