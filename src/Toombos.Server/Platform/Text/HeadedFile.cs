namespace Toombos.Server.Platform.Text;

/// <summary>A text that comes with the product: a head of named fields between two lines of three dashes, and what is below.</summary>
public sealed record HeadedFile(IReadOnlyDictionary<string, string> Head, string Text)
{
    const int AfterFence = 4;

    /// <summary>Those that were built in below a folder.</summary>
    public static IEnumerable<HeadedFile> In(string folder)
    {
        var assembly = typeof(HeadedFile).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return Parse(reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }

    public static HeadedFile Parse(string file)
    {
        var end = file.IndexOf("\n---\n", AfterFence, StringComparison.Ordinal);
        return new(FieldsOf(file[AfterFence..end]), file[(end + 5)..].Trim());
    }

    /// <summary>Lines of the form <c>name: value</c>.</summary>
    public static Dictionary<string, string> FieldsOf(string lines) =>
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.Ordinal);
}
