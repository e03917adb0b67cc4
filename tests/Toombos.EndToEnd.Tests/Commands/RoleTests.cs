using System.Net;
using Toombos.EndToEnd.Tests.Hosting;

namespace Toombos.EndToEnd.Tests.Commands;

/// <summary>Each role starts alone and does its own part only.</summary>
public sealed class RoleTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    async Task<(ServerProcess Server, HttpClient Http)> StartAsync(string role)
    {
        var server = await ServerProcess.StartAsync(["--role", role], new Dictionary<string, string?>
        {
            ["Database:DataFolder"] = _folder.File("data"), ["Dashboard:ApiAddress"] = "http://127.0.0.1:1",
        });
        return (server, await server.ConnectAsync());
    }

    static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    [Fact]
    public async Task The_api_alone_serves_the_api_and_no_pages()
    {
        var (server, http) = await StartAsync("api");
        await using var _ = server;
        using var __ = http;
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, "/v1/sources"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/openapi/v1.json"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/metrics"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, "/sign-in"));
    }

    [Fact]
    public async Task The_first_request_of_a_process_is_refused_as_properly_as_the_second()
    {
        var (server, http) = await StartAsync("api");
        await using var _ = server;
        using var __ = http;
        using var body = new StringContent("""{"token":"too short"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/v1/sessions", body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("\"token\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worker_alone_serves_health_and_metrics_only()
    {
        var (server, http) = await StartAsync("worker");
        await using var _ = server;
        using var __ = http;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/health/live"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/metrics"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, "/v1/sources"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, "/sign-in"));
    }

    [Fact]
    public async Task The_dashboard_alone_serves_pages_and_needs_no_database()
    {
        var (server, http) = await StartAsync("dashboard");
        await using var _ = server;
        using var __ = http;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/sign-in"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(http, "/v1/sources"));
        Assert.DoesNotContain(_folder.Content("data"), name => name.EndsWith(".db", StringComparison.Ordinal));
    }
}
