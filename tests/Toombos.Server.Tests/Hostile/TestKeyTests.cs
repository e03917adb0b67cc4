using System.Net;
using System.Net.Sockets;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Hosting;
using Toombos.Server.Tests.Isolation;

namespace Toombos.Server.Tests.Hostile;

/// <summary>With a test key nothing leaves the process: a trap on this machine, to which web addresses and mails would lead, is never touched.</summary>
public sealed class TestKeyTests : IAsyncDisposable
{
    readonly TcpListener _trap = new(IPAddress.Loopback, 0);
    int _touched;

    public TestKeyTests()
    {
        _trap.Start();
        _ = TakeAsync();
    }

    int Port => ((IPEndPoint)_trap.LocalEndpoint).Port;

    string Address => $"http://127.0.0.1:{Port}/news.md";

    async Task TakeAsync()
    {
        while (true)
        {
            try
            {
                using var caller = await _trap.AcceptSocketAsync(TestContext.Current.CancellationToken);
                Interlocked.Increment(ref _touched);
            }
            catch (Exception ended) when (ended is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                return; // the test is over
            }
        }
    }

    Task<ToombosHost> StartAsync(bool dry = false) => ToombosHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string?>
    {
        ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["Mail:Host"] = "127.0.0.1", ["Mail:Port"] = $"{Port}", ["Mail:Security"] = "None", ["Server:DryRun"] = dry ? "true" : "false",
        ["Logging:LogLevel:Toombos.Server.Platform.Mail"] = "None",
    });

    [Fact]
    public async Task A_test_key_reads_no_address_and_says_why()
    {
        await using var host = await StartAsync();
        var workspace = await host.AddWorkspaceAsync();
        using var test = await host.AddKeyAsync(workspace.Id, KeyRing.Grantable, ApiKeyMode.Test);
        var refused = await AddAsync(test);
        Assert.Contains("test key", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _touched);
    }

    [Fact]
    public async Task A_test_keys_mail_stays_in_the_folder()
    {
        await using var host = await StartAsync();
        var workspace = await host.AddWorkspaceAsync();
        using var test = await host.AddKeyAsync(workspace.Id, KeyRing.Grantable, ApiKeyMode.Test);
        var email = TestPeople.NewEmail();
        await new ToombosClient(test).Members.InviteAsync(new() { Email = email }, TestContext.Current.CancellationToken);
        await host.MailToAsync(email, "/invitation/");
        Assert.Equal(0, _touched);
    }

    [Fact]
    public async Task Whatever_a_test_key_asks_for_the_trap_is_not_touched()
    {
        await using var host = await StartAsync();
        var workspace = await host.AddWorkspaceAsync();
        using var test = await host.AddKeyAsync(workspace.Id, KeyRing.Grantable, ApiKeyMode.Test);
        foreach (var operation in await ApiOperation.AllAsync(host))
        {
            if (operation.Entrance == Entrance.Anyone) continue;
            using var request = operation.Request(workspace.Id, Address);
            using var answer = await test.AskAsync(request, TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode < 500, $"{operation} answered {(int)answer.StatusCode}");
        }
        Assert.Equal(0, _touched);
    }

    [Fact]
    public async Task In_a_dry_run_nothing_leaves_for_anybody()
    {
        await using var host = await StartAsync(dry: true);
        var workspace = await host.AddWorkspaceAsync();
        Assert.Contains("dry run", (await AddAsync(workspace.Http)).Message, StringComparison.Ordinal);
        await host.SignUpAsync(); // finds its mail in the folder
        Assert.Equal(0, _touched);
    }

    /// <summary>Else the trap would prove nothing.</summary>
    [Fact]
    public async Task A_live_key_does_reach_the_trap()
    {
        await using var host = await StartAsync();
        var workspace = await host.AddWorkspaceAsync();
        await Assert.ThrowsAsync<ToombosApiException>(() => workspace.Client.Documents.AddSourceAsync(new() { Name = "News", Kind = Client.Documents.SourceKind.Url, Address = Address }, TestContext.Current.CancellationToken));
        await workspace.Client.Members.InviteAsync(new() { Email = TestPeople.NewEmail() }, TestContext.Current.CancellationToken);
        await Eventually.SatisfiesAsync(() => Task.FromResult(_touched), touched => touched >= 2);
    }

    Task<ToombosApiException> AddAsync(HttpClient http) => Problems.RefusedAsync(HttpStatusCode.Conflict, "outbound.closed",
        () => new ToombosClient(http).Documents.AddSourceAsync(new() { Name = "News", Kind = Client.Documents.SourceKind.Url, Address = Address }, TestContext.Current.CancellationToken));

    public ValueTask DisposeAsync()
    {
        _trap.Dispose();
        return ValueTask.CompletedTask;
    }
}
