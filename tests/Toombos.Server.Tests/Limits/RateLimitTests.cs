using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Limits;

/// <summary>What callers see of the limits: headers on every answer, and a refusal that says what to do.</summary>
public sealed partial class RateLimitTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static Task<ToombosHost> StartAsync(params (string Name, string Value)[] settings) => ToombosHost.StartAsync(DatabaseKind.Sqlite,
        new Dictionary<string, string?>(settings.Select(s => KeyValuePair.Create<string, string?>(s.Name, s.Value))) { ["RateLimits:Enabled"] = "true" });

    static string HeaderOf(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    static async Task<HttpResponseMessage> SpendAsync(HttpClient http, int times)
    {
        HttpResponseMessage? last = null;
        for (var i = 0; i < times; i++)
        {
            last?.Dispose();
            last = await http.GetAsync(new Uri("/v1/plans", UriKind.Relative), Ct);
        }
        return last!;
    }

    [Fact]
    public async Task Every_answer_says_which_limits_there_are_and_what_is_left_of_the_tightest()
    {
        await using var host = await StartAsync();
        var workspace = await host.AddWorkspaceAsync();
        using var good = await workspace.Http.GetAsync(new Uri("/v1/plans", UriKind.Relative), Ct);
        Assert.Equal("\"key\";q=100;w=60, \"workspace\";q=1200;w=60, \"address\";q=6000;w=60", HeaderOf(good, "RateLimit-Policy"));
        Assert.Equal("\"key\";r=99;t=1", HeaderOf(good, "RateLimit"));
        Assert.False(good.Headers.Contains("Retry-After"));

        // What is refused for other reasons, what is not there and what fails in validation say it too.
        foreach (var (method, path, status) in new[] { ("GET", $"/v1/pieces/{Guid.NewGuid()}", 404), ("GET", "/v1/nothing", 404), ("POST", "/v1/pieces", 400), ("GET", "/v1/me/sessions", 403) })
        {
            using var request = new HttpRequestMessage(new(method), path) { Content = method == "POST" ? JsonContent.Create(new { }) : null };
            using var answer = await workspace.Http.SendAsync(request, Ct);
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Matches(Tightest(), HeaderOf(answer, "RateLimit"));
        }
    }

    [Fact]
    public async Task Dear_requests_weigh_more()
    {
        await using var host = await StartAsync();
        var workspace = await host.AddWorkspaceAsync();
        using var answer = await workspace.Http.PostAsJsonAsync("/v1/pieces", new { }, Ct);
        Assert.Equal("\"key\";r=90;t=6", HeaderOf(answer, "RateLimit"));
    }

    [Fact]
    public async Task The_hundred_and_first_request_of_a_minute_is_refused_with_what_to_do()
    {
        await using var host = await StartAsync();
        var workspace = await host.AddWorkspaceAsync();
        using (var last = await SpendAsync(workspace.Http, 100)) Assert.Equal(HttpStatusCode.OK, last.StatusCode);

        var refused = await Problems.RefusedAsync(HttpStatusCode.TooManyRequests, "rate.limited", () => workspace.Client.Usage.ListPlansAsync(Ct));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.RetryAfter);
        Assert.Contains("100 units a minute on the Free plan", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Standard plan allows 500", refused.Message, StringComparison.Ordinal);
        using (var answer = await SpendAsync(workspace.Http, 1))
        {
            Assert.Equal("\"key\";r=0;t=60", HeaderOf(answer, "RateLimit"));
            Assert.Equal("1", HeaderOf(answer, "Retry-After"));
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }

        host.Clock.Advance(refused.RetryAfter!.Value);
        await workspace.Client.Usage.ListPlansAsync(Ct);
    }

    [Theory, InlineData("free", 100), InlineData("standard", 500), InlineData("premium", 1000)]
    public async Task A_plan_says_how_much_a_key_may_ask(string plan, int perMinute)
    {
        await using var host = await StartAsync();
        var (owner, id) = await host.SignUpWithWorkspaceAsync();
        await owner.Client.Usage.ChangePlanAsync(id, new() { Plan = plan }, Ct);
        using var http = host.CreateClient();
        http.DefaultRequestHeaders.Add("X-API-Key", await KeyAsync(host, id));
        using var answer = await SpendAsync(http, 1);
        Assert.StartsWith($"\"key\";q={perMinute};w=60", HeaderOf(answer, "RateLimit-Policy"), StringComparison.Ordinal);
        Assert.StartsWith($"\"key\";r={perMinute - 1};", HeaderOf(answer, "RateLimit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_may_ask_six_hundred_times_a_minute_on_every_plan()
    {
        await using var host = await StartAsync();
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        using var http = host.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", owner.Session.AccessToken);
        using var answer = await SpendAsync(http, 1);
        Assert.StartsWith("\"member\";q=600;w=60, \"workspace\";q=1200", HeaderOf(answer, "RateLimit-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_keys_do_not_make_a_workspace_larger_than_its_plan()
    {
        await using var host = await StartAsync(("Plans:free:WorkspaceRequestsPerMinute", "150"));
        var workspace = await host.AddWorkspaceAsync();
        using var second = host.CreateClient();
        second.DefaultRequestHeaders.Add("X-API-Key", await KeyAsync(host, workspace.Id));
        using var one = await SpendAsync(workspace.Http, 90);
        using var two = await SpendAsync(second, 61);
        Assert.Equal(HttpStatusCode.TooManyRequests, two.StatusCode);
        Assert.Equal("\"workspace\";r=0;t=60", HeaderOf(two, "RateLimit"));
        Assert.Contains("All keys and members of this workspace together", await two.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var neighbour = await host.AddWorkspaceAsync();
        await neighbour.Client.Usage.ListPlansAsync(Ct);
    }

    [Fact]
    public async Task Strangers_are_limited_by_address_and_take_nothing_from_those_with_a_key()
    {
        await using var host = await StartAsync(("RateLimits:AnonymousPerMinute", "10"));
        var workspace = await host.AddWorkspaceAsync();
        using var stranger = host.CreateClient();
        using (var refused = await SpendAsync(stranger, 10)) Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        stranger.DefaultRequestHeaders.Add("X-API-Key", "tb_live_guessed");
        using (var guessed = await SpendAsync(stranger, 1))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, guessed.StatusCode);
            Assert.Equal("\"anonymous\";q=10;w=60", HeaderOf(guessed, "RateLimit-Policy"));
        }
        await workspace.Client.Usage.ListPlansAsync(Ct);
    }

    [Fact]
    public async Task Two_servers_with_one_database_and_one_redis_are_as_exact_as_one()
    {
        await using var one = await ToombosHost.StartAsync(DatabaseKind.Postgres, new Dictionary<string, string?> { ["RateLimits:Enabled"] = "true", ["Redis:Connection"] = RedisForTests.Address });
        await using var two = await StartAsync(("Redis:Connection", RedisForTests.Address), ("Database:Postgres", one.Services.GetRequiredService<IConfiguration>()["Database:Postgres"]!));
        var workspace = await one.AddWorkspaceAsync();
        using var other = two.CreateClient();
        other.DefaultRequestHeaders.Add("X-API-Key", workspace.Key);

        var answers = await Task.WhenAll(Enumerable.Range(0, 140).Select(async i =>
        {
            using var answer = await SpendAsync(i % 2 == 0 ? workspace.Http : other, 1);
            return answer.StatusCode;
        }));

        Assert.Equal((100, 40), (answers.Count(a => a == HttpStatusCode.OK), answers.Count(a => a == HttpStatusCode.TooManyRequests)));
    }

    [Fact]
    public async Task A_redis_that_is_away_stops_nobody_and_lifts_no_limit()
    {
        await using var host = await StartAsync(("Redis:Connection", "127.0.0.1:1,abortConnect=false"));
        var workspace = await host.AddWorkspaceAsync();
        using var last = await SpendAsync(workspace.Http, 100);
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
        await Problems.RefusedAsync(HttpStatusCode.TooManyRequests, "rate.limited", () => workspace.Client.Usage.ListPlansAsync(Ct));
    }

    static async Task<string> KeyAsync(ToombosHost host, Guid workspace)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "test");
        var key = scope.ServiceProvider.GetRequiredService<KeyRing>().AddKey("second");
        await scope.ServiceProvider.GetRequiredService<ToombosDb>().SaveChangesAsync(Ct);
        return key;
    }

    [GeneratedRegex("^\"key\";r=[0-9]+;t=[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Tightest();
}
