using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Toombos.Server.Tests.Architecture;

/// <summary>The files that operators start from are well-formed.</summary>
public sealed class DeployTests
{
    public static TheoryData<string> YamlFiles =>
        [.. Directory.EnumerateFiles(Repository.PathOf("deploy"), "*.y*ml", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Repository.Root, f))];

    [Theory, MemberData(nameof(YamlFiles))]
    public void Yaml_can_be_read(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Repository.PathOf(file))));
        Assert.NotEmpty(yaml.Documents);
    }

    [Fact]
    public void The_graphs_are_json_with_panels()
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("deploy", "grafana", "toombos.json")));
        Assert.NotEqual(0, dashboard.RootElement.GetProperty("panels").GetArrayLength());
    }

    [Fact]
    public void The_image_copies_only_what_exists()
    {
        var copied = File.ReadLines(Repository.PathOf("deploy", "Dockerfile")).Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]).ToList();
        Assert.NotEmpty(copied);
        Assert.All(copied, path => Assert.NotEmpty(Directory.GetFileSystemEntries(Repository.Root, path)));
    }

    [Fact]
    public void Nothing_in_the_image_runs_as_root() =>
        Assert.Contains(File.ReadLines(Repository.PathOf("deploy", "Dockerfile")), line => line.StartsWith("USER ", StringComparison.Ordinal) && line != "USER 0" && line != "USER root");
}
