using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Jobs;

/// <summary>What a test job is to do, by name.</summary>
public sealed record TestPayload(string Name);

/// <summary>Jobs whose work the test decides, and how often each was begun.</summary>
public sealed class TestWork
{
    readonly ConcurrentDictionary<string, Func<JobRun, CancellationToken, Task<JobOutcome>>> _works = new();

    /// <summary>Runs by name, in the order in which they began.</summary>
    public ConcurrentQueue<(string Name, int Attempt, string Node)> Begun { get; } = new();

    public void Set(string name, Func<JobRun, CancellationToken, Task<JobOutcome>> work) => _works[name] = work;

    public Task<JobOutcome> DoAsync(string name, JobRun run, CancellationToken ct)
    {
        Begun.Enqueue((name, run.Attempt, run.Node));
        return _works.TryGetValue(name, out var work) ? work(run, ct) : Task.FromResult<JobOutcome>(new JobOutcome.Completed());
    }
}

/// <summary>The handler of test jobs.</summary>
public sealed class TestHandler(TestWork work) : IJobHandler<TestPayload>
{
    public const string Kind = "test";

    public Task<JobOutcome> RunAsync(TestPayload payload, JobRun run, CancellationToken ct) => work.DoAsync(payload.Name, run, ct);
}

/// <summary>Hosts and jobs of these tests.</summary>
static class TestJobs
{
    public static readonly JobRules Rules = new() { MaxAttempts = 3, FirstPause = TimeSpan.FromSeconds(10), Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>A server whose clock the test moves and whose jobs do what the test says.</summary>
    public static Task<ToombosHost> StartAsync(DatabaseKind kind, TestWork work, IReadOnlyDictionary<string, string?>? settings = null, IInterceptor? interceptor = null) =>
        ToombosHost.StartAsync(kind, new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>()) { ["Jobs:DrainSeconds"] = "0" }, services =>
        {
            services.AddSingleton(work).AddJob<TestHandler, TestPayload>(TestHandler.Kind, Rules);
            if (interceptor is null) return;
            services.ConfigureDbContext<SqliteToombosDb>(options => options.AddInterceptors(interceptor));
            services.ConfigureDbContext<PostgresToombosDb>(options => options.AddInterceptors(interceptor));
        });

    /// <summary>Adds a job as a feature would, in a transaction of its own.</summary>
    public static async Task<Guid> AddJobAsync(this ToombosHost host, Guid workspace, string name, NewJob? job = null)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "test");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        var queue = scope.ServiceProvider.GetRequiredService<JobQueue>();
        return await db.InTransactionAsync(async () =>
        {
            var row = await queue.AddAsync(TestHandler.Kind, new TestPayload(name), (job ?? new() { Title = name }) with { Title = name }, TestContext.Current.CancellationToken);
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            return row.Id;
        }, TestContext.Current.CancellationToken);
    }
}
