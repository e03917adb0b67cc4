using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Telemetry;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.JobLoad;

/// <summary>A process of the server with four kinds of job more, which does what it is told by lines on its input. Settings come from the environment, as those of the server do.</summary>
static class Node
{
    const int Handful = 500;

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var role = Roles.Of(builder.Configuration);
        builder.Services.AddSingleton(TimeProvider.System).AddHttp().AddTelemetry(builder.Configuration).AddSharedKeys(builder.Configuration).AddEdge().AddHealthChecks();
        builder.Services.AddFeatures(builder.Configuration, role);
        var rules = new JobRules { MaxAttempts = 10 };
        builder.Services.AddSingleton<Starts>().AddJob<Nothing, Load>("nothing", rules).AddJob<Slow, Load>("slow", rules).AddJob<Flaky, Load>("flaky", rules).AddJob<Talking, Load>("talking", rules);
        await using var app = builder.Build();
        await app.Services.MigrateDatabaseAsync(default);
        await app.StartAsync();
        Console.WriteLine("= ready");
        while (await Console.In.ReadLineAsync() is { } line) Console.WriteLine($"= {await AnswerAsync(app.Services, line.Split(' '))}");
        await app.StopAsync();
        return 0;
    }

    static async Task<string> AnswerAsync(IServiceProvider services, string[] words) => words switch
    {
        // kind, how many, in how many workspaces, the number of the first of them, due in so many milliseconds, and at random within so many more
        ["add", var kind, var count, var workspaces, var first, var due, var spread] => await AddAsync(services, kind, Number(count), Number(workspaces), Number(first), Number(due), Number(spread)),
        // kind, how many one by one, the workspace, with pauses of so many milliseconds; answers when each was committed
        ["each", var kind, var count, var workspace, var pause] => await EachAsync(services, kind, Number(count), Number(workspace), Number(pause)),
        ["starts"] => services.GetRequiredService<Starts>().Take(),
        ["open"] => (await InAsync(services, null, db => All(db).CountAsync(j => j.State == JobState.Pending || j.State == JobState.Running))).ToString(CultureInfo.InvariantCulture),
        ["running"] => (await InAsync(services, null, db => All(db).CountAsync(j => j.State == JobState.Running && j.Node == services.GetRequiredService<JobNode>().Name))).ToString(CultureInfo.InvariantCulture),
        ["last"] => (await InAsync(services, null, db => All(db).MaxAsync(j => j.FinishedAt)))?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "0",
        // How many were begun again, when the last of them was, and how many are completed
        ["again"] => await InAsync(services, null, async db => string.Join(' ', await All(db).CountAsync(j => j.Attempt > 1),
            (await All(db).Where(j => j.Attempt > 1).MaxAsync(j => j.StartedAt))?.UtcTicks ?? 0, await All(db).CountAsync(j => j.State == JobState.Completed))),
        ["heap"] => GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"What is \"{string.Join(' ', words)}\"?"),
    };

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    static IQueryable<JobRow> All(ToombosDb db) => db.Jobs.IgnoreQueryFilters([ToombosDb.TenantFilter]);

    static Guid Workspace(int number) => new($"00000000-0000-7000-8000-0000000{number:d5}");

    static async Task<string> AddAsync(IServiceProvider services, string kind, int count, int workspaces, int first, int due, int spread)
    {
        var start = TimeProvider.System.GetUtcNow().AddMilliseconds(due);
        for (var w = 0; w < workspaces; w++)
        {
            var rest = count / workspaces;
            for (; rest > 0; rest -= Handful) await AddSomeAsync(services, kind, Math.Min(rest, Handful), Workspace(first + w), start, spread);
        }
        return start.UtcTicks.ToString(CultureInfo.InvariantCulture);
    }

    static Task<int> AddSomeAsync(IServiceProvider services, string kind, int count, Guid workspace, DateTimeOffset start, int spread) => InAsync(services, workspace, async (db, queue) =>
    {
        for (var i = 0; i < count; i++)
        {
            var at = start.AddMilliseconds(Random.Shared.NextDouble() * spread);
            await queue.AddAsync(kind, new Load(at.UtcTicks), new() { Title = kind, DueAt = at }, default);
        }
        return await db.SaveChangesAsync();
    });

    static async Task<string> EachAsync(IServiceProvider services, string kind, int count, int workspace, int pause)
    {
        var answer = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var row = await InAsync(services, Workspace(workspace), async (db, queue) =>
            {
                var added = await queue.AddAsync(kind, new Load(TimeProvider.System.GetUtcNow().UtcTicks), new() { Title = kind }, default);
                await db.SaveChangesAsync();
                return added;
            });
            answer.Append(CultureInfo.InvariantCulture, $"{row.Id:N}:{TimeProvider.System.GetUtcNow().UtcTicks} ");
            await Task.Delay(pause);
        }
        return answer.ToString();
    }

    static Task<T> InAsync<T>(IServiceProvider services, Guid? workspace, Func<ToombosDb, Task<T>> work) => InAsync(services, workspace, (db, _) => work(db));

    static async Task<T> InAsync<T>(IServiceProvider services, Guid? workspace, Func<ToombosDb, JobQueue, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        if (workspace is { } id) scope.ServiceProvider.GetRequiredService<Tenant>().Enter(id, "bench");
        return await work(scope.ServiceProvider.GetRequiredService<ToombosDb>(), scope.ServiceProvider.GetRequiredService<JobQueue>());
    }
}
