using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Toombos.Client.Access;
using Toombos.Server;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Limits;

namespace Toombos.Benchmarks;

/// <summary>What letting a request in costs: the server's own middleware over requests with an API key, against the same requests waved through.</summary>
static class Admittance
{
    const int Warming = 20_000, Measured = 50_000;

    /// <param name="redis">Counts limits there too, when one is named.</param>
    public static async Task<int> RunAsync(string? redis)
    {
        Console.WriteLine("| letting in one request with an API key, SQLite | median ms | P95 ms | P99 ms | KB allocated |\n|---|--:|--:|--:|--:|");
        await MeasureAsync("nothing but the request's own scope", null, _ => { });
        await MeasureAsync("authentication", null, app => app.UseAuthentication());
        await MeasureAsync("authentication and authorization", null, app => app.UseAuthentication().UseAuthorization());
        await MeasureAsync("authentication, limits in process and authorization", null, app => app.UseAuthentication().UseRateLimits().UseAuthorization());
        if (redis is not null) await MeasureAsync("authentication, limits in Redis and authorization", redis, app => app.UseAuthentication().UseRateLimits().UseAuthorization());
        await PasswordsAsync();
        return 0;
    }

    /// <summary>One at a time, as the first of a line of people finds it.</summary>
    static async Task PasswordsAsync()
    {
        var data = Directory.CreateTempSubdirectory("toombos-bench-");
        await using var server = Build(data.FullName, null);
        var hashing = server.Services.GetRequiredService<PasswordHashing>();
        var times = new double[21];
        for (var i = -3; i < times.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await hashing.HashAsync("four calm otters swim", CancellationToken.None);
            if (i >= 0) times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nHashing a password: {times[times.Length / 2]:0} ms at the median, {times[^1]:0} ms at the most"));
        data.Delete(recursive: true);
    }

    static async Task MeasureAsync(string name, string? redis, Action<IApplicationBuilder> middleware)
    {
        var data = Directory.CreateTempSubdirectory("toombos-bench-");
        await using var server = Build(data.FullName, redis);
        await server.Services.MigrateDatabaseAsync(CancellationToken.None);
        var key = await ProvisionAsync(server.Services);
        var pipeline = new ApplicationBuilder(server.Services);
        middleware(pipeline);
        pipeline.Run(_ => Task.CompletedTask);
        var request = pipeline.Build();
        var endpoint = new Endpoint(_ => Task.CompletedTask, new EndpointMetadataCollection(
            new AuthorizeAttribute(IdentityRegistration.WorkspacePolicy), new NeededScope(Scopes.DocumentsRead), new RequestCost(1)), "measured");

        for (var i = 0; i < Warming; i++) await AskAsync(server.Services, request, endpoint, key);
        var times = new double[Measured];
        var before = GC.GetTotalAllocatedBytes();
        for (var i = 0; i < Measured; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await AskAsync(server.Services, request, endpoint, key);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        var bytes = (GC.GetTotalAllocatedBytes() - before) / (double)Measured;
        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {times[Measured / 2]:0.0000} | {times[(int)(Measured * .95)]:0.0000} | {times[(int)(Measured * .99)]:0.0000} | {bytes / 1024:0.0} |"));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        data.Delete(recursive: true);
    }

    static WebApplication Build(string data, string? redis)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        // As many as this loop can ask; what is measured is the counting.
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:DataFolder"] = data, ["Redis:Connection"] = redis, ["RateLimits:AddressPerMinute"] = "1000000",
            ["Plans:premium:RequestsPerMinute"] = "1000000", ["Plans:premium:WorkspaceRequestsPerMinute"] = "10000000",
        });
        builder.Services.AddSingleton(TimeProvider.System).AddHttp().AddSharedKeys(builder.Configuration).AddFeatures(builder.Configuration, Role.Api);
        return builder.Build();
    }

    static async Task<string> ProvisionAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var provision = scope.ServiceProvider.GetRequiredService<ProvisionWorkspace>();
        return (await provision.RunAsync(new() { Name = "Measured" }, provision.NewOwner("Owner", "owner@localhost"), CancellationToken.None)).Key;
    }

    static async Task AskAsync(IServiceProvider services, RequestDelegate request, Endpoint endpoint, string key)
    {
        await using var scope = services.CreateAsyncScope();
        var answer = new StartedAnswer();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Features.Set<IHttpResponseFeature>(answer);
        (context.Request.Method, context.Request.Path, context.Connection.RemoteIpAddress) = ("GET", "/v1/sources", System.Net.IPAddress.Loopback);
        context.Request.Headers["X-API-Key"] = key;
        context.SetEndpoint(endpoint);
        await request(context);
        await answer.StartAsync();
        if (context.Response.StatusCode != StatusCodes.Status200OK) throw new InvalidOperationException($"Answered {context.Response.StatusCode}.");
    }

    /// <summary>Runs what waits for the answer to start, as a server does.</summary>
    sealed class StartedAnswer : HttpResponseFeature
    {
        readonly List<(Func<object, Task> Callback, object State)> _waiting = [];

        public override void OnStarting(Func<object, Task> callback, object state) => _waiting.Add((callback, state));

        public async Task StartAsync()
        {
            for (var i = _waiting.Count - 1; i >= 0; i--) await _waiting[i].Callback(_waiting[i].State);
        }
    }
}
