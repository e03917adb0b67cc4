using System.Text.RegularExpressions;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Architecture;

namespace Toombos.EndToEnd.Tests.Commands;

/// <summary>Alerts and graphs that watch a metric nobody gives are worse than none.</summary>
public sealed partial class MonitoringTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_metric_that_alerts_and_graphs_name_is_given_by_the_server()
    {
        await using var server = await ServerProcess.StartAsync(["--role", "all"], new Dictionary<string, string?> { ["Database:DataFolder"] = _folder.File("data") });
        using var http = await server.ConnectAsync();
        using (await http.GetAsync("/v1/sources", TestContext.Current.CancellationToken)) { }
        var given = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);

        var named = new[] { Repository.PathOf("deploy", "prometheus", "alerts.yml"), Repository.PathOf("deploy", "grafana", "toombos.json") }
            .SelectMany(file => Metric().Matches(File.ReadAllText(file))).Select(m => m.Groups["name"].Value).Distinct().Where(name => name != "up").ToList();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains($"\n{name}{{", given, StringComparison.Ordinal));
    }

    [GeneratedRegex("(?<name>[a-z_]+)\\{\\\\?[a-z_]+\\\\?=", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Metric();
}
