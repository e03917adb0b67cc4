namespace Toombos.Server.Tests.Architecture;

/// <summary>Texts that are committed so that a change of them is seen in review. <c>make openapi</c> writes them anew.</summary>
static class Committed
{
    public static void Compare(string actual, params ReadOnlySpan<string> path)
    {
        var file = Repository.PathOf(path);
        if (Environment.GetEnvironmentVariable("TOOMBOS_UPDATE_COMMITTED") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
        }
        Assert.True(File.Exists(file), $"{Path.GetRelativePath(Repository.Root, file)} is missing: run make openapi.");
        Assert.True(File.ReadAllText(file) == actual,
            $"{Path.GetRelativePath(Repository.Root, file)} differs from the code. If that is intended, run make openapi and commit it. First difference: {FirstDifference(File.ReadAllText(file), actual)}");
    }

    static string FirstDifference(string committed, string actual)
    {
        var (before, now) = (committed.Split('\n'), actual.Split('\n'));
        for (var i = 0; i < Math.Max(before.Length, now.Length); i++)
            if (before.ElementAtOrDefault(i) != now.ElementAtOrDefault(i))
                return $"line {i + 1}: '{before.ElementAtOrDefault(i)}' became '{now.ElementAtOrDefault(i)}'";
        return "none";
    }
}
