using System.Text.RegularExpressions;

namespace Toombos.Server.Tests.Architecture;

/// <summary>Habits of the source text: small files, honest names, reasons stated, nothing swept under the carpet.</summary>
public sealed partial class SourceTests
{
    const int MostLines = 300, MedianLines = 60;

    [Fact]
    public void No_file_is_longer_than_300_lines()
    {
        var long_ = Repository.Sources(".cs", ".razor", ".js").Select(file => (file, lines: Repository.LinesOf(file).Length)).Where(f => f.lines > MostLines);
        Assert.Empty(long_);
    }

    [Fact]
    public void The_median_file_is_shorter_than_60_lines()
    {
        var lengths = Repository.Sources(".cs").Select(file => Repository.LinesOf(file).Length).Order().ToList();
        Assert.InRange(lengths[lengths.Count / 2], 1, MedianLines - 1);
    }

    [Fact]
    public void Every_type_says_why_it_exists()
    {
        var declared = new Dictionary<string, bool>();
        foreach (var file in Repository.Sources(".cs"))
        {
            var lines = Repository.LinesOf(file);
            for (var i = 0; i < lines.Length; i++)
            {
                if (TopLevelType().Match(lines[i]) is not { Success: true } type) continue;
                var above = lines.Take(i).Reverse().TakeWhile(line => line.Length > 0);
                var name = $"{Path.GetDirectoryName(file)}: {type.Groups["name"].Value}";
                declared[name] = declared.GetValueOrDefault(name) || above.Any(line => line.StartsWith("///", StringComparison.Ordinal));
            }
        }
        Assert.NotEmpty(declared);
        Assert.Empty(declared.Where(type => !type.Value).Select(type => type.Key));
    }

    [Fact]
    public void No_grab_bag_names()
    {
        var named = Repository.Sources(".cs", ".razor")
            .Where(file => file.Split('/').Any(part => GrabBag().IsMatch(Path.GetFileNameWithoutExtension(part))));
        Assert.Empty(named);
    }

    [Theory]
    [InlineData(@"catch\s*(\([^)]*\)\s*)?(when\s*\([^)]*\)\s*)?\{\s*\}", "a failure swallowed in silence")]
    [InlineData(@"#pragma\s+warning\s+disable", "a warning silenced instead of heeded")]
    [InlineData(@"\b(TODO|FIXME|HACK|XXX)\b", "work left for later")]
    [InlineData(@"(?m)^(?!.*\[(Inject|CascadingParameter)\]).*=\s*(null|default)!", "a promise about null that nobody keeps")]
    [InlineData(@"\.GetAwaiter\(\)\.GetResult\(\)", "a blocked thread")]
    [InlineData(@"async\s+void\b", "a failure that nobody can await")]
    [InlineData(@"\b(UseInMemoryDatabase|AutoMapper|MediatR)\b", "a banned library")]
    public void Never_in_the_source(string pattern, string why)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        var found = Repository.Sources(".cs", ".razor")
            .Where(file => regex.IsMatch(File.ReadAllText(Repository.PathOf(file))))
            .Select(file => $"{file}: {why}");
        Assert.Empty(found);
    }

    [Fact]
    public void Log_lines_are_generated()
    {
        var plain = Repository.Sources(".cs", ".razor").Where(file => PlainLog().IsMatch(File.ReadAllText(Repository.PathOf(file))));
        Assert.Empty(plain);
    }

    [GeneratedRegex(@"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|ref)\s+)*(?:class|interface|struct|record(?:\s+(?:class|struct))?)\s+(?<name>\w+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"(Services?|Helpers?|Utils?|Utilities|Manager|Common|Misc|V2)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex GrabBag();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PlainLog();
}
