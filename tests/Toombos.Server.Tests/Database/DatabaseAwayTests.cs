using System.Net;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Database;

/// <summary>A database that is restarted: whoever asks hears that, and whatever works behind the requests goes on afterwards.</summary>
public sealed class DatabaseAwayTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    readonly AwayInterceptor _database = new();

    Task<ToombosHost> StartAsync(DatabaseKind kind, string role = "api") => ToombosHost.StartAsync(kind, new Dictionary<string, string?> { ["Server:Role"] = role }, services =>
    {
        services.ConfigureDbContext<SqliteToombosDb>(options => options.AddInterceptors(_database));
        services.ConfigureDbContext<PostgresToombosDb>(options => options.AddInterceptors(_database));
    });

    public static TheoryData<Exception, bool> Failures => new()
    {
        { new NpgsqlException("Failed to connect", new SocketException((int)SocketError.ConnectionRefused)), true },
        { new DbUpdateException("An error occurred", new NpgsqlException("Exception while reading", new EndOfStreamException())), true },
        { new PostgresException("terminating connection due to administrator command", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown), true },
        { new PostgresException("the database system is starting up", "FATAL", "FATAL", PostgresErrorCodes.CannotConnectNow), true },
        { new NpgsqlException("Exception while reading", new TimeoutException()), false }, // a statement that is too slow is so the next time
        { new DbUpdateException("An error occurred", new PostgresException("duplicate key", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation)), false },
        { new IOException("No space left on device"), false },
    };

    [Theory, MemberData(nameof(Failures))]
    public void A_restart_is_told_from_what_would_go_wrong_again(Exception failure, bool away) => Assert.Equal(away, DatabaseAway.Caused(failure));

    [Theory, BothDatabases]
    public async Task A_request_meanwhile_is_asked_to_come_again(DatabaseKind kind)
    {
        await using var host = await StartAsync(kind);
        var workspace = await host.AddWorkspaceAsync();
        _database.Away = true;
        await Problems.RefusedAsync(HttpStatusCode.ServiceUnavailable, "database.away", () => workspace.Client.Jobs.ListAsync(ct: Ct));
        _database.Away = false;
        Assert.Empty((await workspace.Client.Jobs.ListAsync(ct: Ct)).Items);
    }

    [Theory, BothDatabases]
    public async Task The_sweep_that_meets_it_is_made_an_hour_later_and_does_not_end_the_process(DatabaseKind kind)
    {
        await using var host = await StartAsync(kind, "api,worker");
        await host.AddWorkspaceAsync();
        _database.Away = true;
        for (var hour = 1; hour <= 2; hour++)
        {
            host.Clock.Advance(TimeSpan.FromHours(1));
            await Eventually.SatisfiesAsync(() => Task.FromResult(_database.Refused("\"EraseAt\"")), refused => refused >= hour);
        }
        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Theory, BothDatabases]
    public async Task Whoever_watches_events_keeps_the_line_and_hears_what_comes_after_it(DatabaseKind kind)
    {
        await using var host = await StartAsync(kind);
        var workspace = await host.AddWorkspaceAsync();
        using var answer = await workspace.Http.GetAsync("v1/events", HttpCompletionOption.ResponseHeadersRead, Ct);
        await using var stream = await answer.Content.ReadAsStreamAsync(Ct);
        await using var items = SseParser.Create(stream).EnumerateAsync(Ct).GetAsyncEnumerator(Ct);
        Assert.True(await items.MoveNextAsync());
        Assert.Equal("ready", items.Current.EventType);
        await workspace.Client.Audiences.AddAsync(new() { Name = "Readers" }, Ct);
        Assert.Contains("audience.added", await NextAsync(items), StringComparison.Ordinal);
        _database.Away = true;
        host.Services.GetRequiredService<Platform.Identity.CredentialCache>().Forget();
        await Eventually.SatisfiesAsync(() =>
        {
            host.Clock.Advance(EventFeed.Tick);
            return Task.FromResult(_database.Refused("api_keys"));
        }, refused => refused > 1);
        _database.Away = false;
        await workspace.Client.Audiences.AddAsync(new() { Name = "Friends" }, Ct);
        var told = NextAsync(items);
        await Eventually.SatisfiesAsync(() =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(told.IsCompleted);
        }, done => done);
        Assert.Contains("audience.added", await told, StringComparison.Ordinal);
    }

    static async Task<string> NextAsync(IAsyncEnumerator<SseItem<string>> items)
    {
        while (await items.MoveNextAsync())
        {
            if (items.Current.EventType == SseParser.EventTypeDefault) return items.Current.Data;
        }
        return "The line was cut.";
    }

    [Fact]
    public async Task The_line_of_news_is_opened_again_even_when_not_so_much_as_the_name_of_the_server_is_known()
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var cut = 0;
        var ended = await Record.ExceptionAsync(() => PostgresLine.ListenAsync("Host=nowhere.invalid;Username=nobody", "test", "test", _ => { }, () => { }, _ =>
        {
            if (++cut == 2) enough.Cancel();
        }, TimeProvider.System, enough.Token));
        Assert.IsAssignableFrom<OperationCanceledException>(ended);
        Assert.Equal(2, cut);
    }
}
