using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Accounts;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Tests.Hosting;
using Session = Toombos.Client.Access.Session;

namespace Toombos.Server.Tests.SingleSignOn;

/// <summary>A provider, a name server, and servers that may reach both although they are on loopback.</summary>
public sealed class Stage : IAsyncLifetime
{
    readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<ToombosHost>>> _hosts = new();
    int _domains;

    public IssuerProcess Issuer { get; } = new();
    public NameServer Names { get; } = new();

    public ValueTask InitializeAsync() => Issuer.InitializeAsync();

    /// <summary>A server whose clock shows the real time, because the provider's does.</summary>
    public Task<ToombosHost> HostAsync(DatabaseKind database) => _hosts.GetOrAdd(database, kind => new(async () =>
    {
        var host = await ToombosHost.StartAsync(kind, new Dictionary<string, string?>
        {
            ["Identity:PublicAddress"] = IssuerProcess.PublicAddress, ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["SingleSignOn:NameServers:0"] = Names.Address,
        });
        host.Clock.AdjustTime(TimeProvider.System.GetUtcNow());
        return host;
    })).Value;

    public string NewDomain() => $"harbour{Interlocked.Increment(ref _domains)}.example";

    /// <summary>A workspace with its provider and a domain that it has proven.</summary>
    public async Task<SsoWorkspace> SetUpAsync(DatabaseKind database, string client = "toombos", Func<SetSsoProviderRequest, SetSsoProviderRequest>? change = null)
    {
        var host = await HostAsync(database);
        var (owner, workspace) = await host.SignUpWithWorkspaceAsync();
        var domain = NewDomain();
        var request = new SetSsoProviderRequest { Issuer = Issuer.Address, ClientId = client, ClientSecret = IssuerProcess.Secret, Domains = [domain] };
        var provider = await owner.Client.SingleSignOn.SetAsync(change?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
        var made = new SsoWorkspace(host, owner, workspace, domain, provider);
        await ProveAsync(made.Owner.Client, provider.Domains[0]);
        return made;
    }

    public async Task ProveAsync(ToombosClient client, SsoDomain domain)
    {
        Names.Texts[domain.TxtName] = [.. Names.Texts.GetValueOrDefault(domain.TxtName, ["v=spf1 -all"]), domain.TxtValue];
        await client.SingleSignOn.VerifyDomainAsync(domain.Domain, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts.Values) await (await host.Value).DisposeAsync();
        await Issuer.DisposeAsync();
        await Names.DisposeAsync();
    }
}

/// <summary>A workspace that has set single sign-on up.</summary>
public sealed record SsoWorkspace(ToombosHost Host, TestPerson Owner, Guid Id, string Domain, SsoProvider Provider)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Signs in the whole way: the server, the provider's pages, the server again.</summary>
    public async Task<Session> SignInAsync(string name, string? asWhom = null)
    {
        var (start, back) = await GoAsync(name, asWhom);
        return await FinishAsync(start.State, back.Query);
    }

    /// <summary>As far as the way back from the provider.</summary>
    public async Task<(SsoStart Start, Uri Back)> GoAsync(string name, string? asWhom = null)
    {
        var start = await Host.Stranger().SingleSignOn.StartAsync(new() { Email = $"{name}@{Domain}" }, Ct);
        return (start, await TinyBrowser.SignInAsync(start.AuthorizationAddress, asWhom ?? $"{name}@{Domain}"));
    }

    public Task<Session> FinishAsync(string state, string query) => Host.Stranger().SingleSignOn.FinishAsync(new() { State = state, Query = query }, Ct);

    /// <summary>A person with this address who signed up but never verified it.</summary>
    public async Task<Guid> AddUnverifiedAsync(string email)
    {
        await Host.Stranger().Accounts.SignUpAsync(new() { Name = "Squatter", Email = email, Password = TestPeople.Password, TermsVersion = "2026-11" }, Ct);
        await using var scope = Host.Services.CreateAsyncScope();
        return scope.ServiceProvider.GetRequiredService<ToombosDb>().People.Single(p => p.NormalizedEmail == email).Id;
    }
}
