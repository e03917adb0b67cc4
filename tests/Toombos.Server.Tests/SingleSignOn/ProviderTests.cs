using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Accounts;
using Toombos.Server.Features.SingleSignOn;
using Toombos.Server.Platform.Database;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.SingleSignOn;

/// <summary>Setting a provider up: who may, what is checked, and how a domain is proven.</summary>
public sealed class ProviderTests(Stage stage) : IClassFixture<Stage>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    SetSsoProviderRequest Request(params string[] domains) => new() { Issuer = stage.Issuer.Address, ClientId = "toombos", ClientSecret = IssuerProcess.Secret, Domains = domains };

    [Theory, BothDatabases]
    public async Task The_secret_goes_in_sealed_and_never_comes_out(DatabaseKind database)
    {
        var host = await stage.HostAsync(database);
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "sso.not-found", () => owner.Client.SingleSignOn.GetAsync(Ct));

        var set = await owner.Client.SingleSignOn.SetAsync(Request(" Bücher.Example "), Ct);
        var kept = await owner.Client.SingleSignOn.SetAsync(Request("xn--bcher-kva.example") with { ClientSecret = null, DefaultRole = WorkspaceRole.Reviewer }, Ct);

        Assert.Equal(("xn--bcher-kva.example", "https://toombos.example/sign-in/sso/callback", 1), (set.Domains[0].Domain, set.RedirectAddress, set.Version));
        Assert.Equal((set.Domains[0], WorkspaceRole.Reviewer, 2), (kept.Domains[0], kept.DefaultRole, kept.Version));
        await using var scope = host.Services.CreateAsyncScope();
        var rows = await scope.ServiceProvider.GetRequiredService<ToombosDb>().SsoProviders.IgnoreQueryFilters().Where(p => p.SealedSecret != null).ToListAsync(Ct);
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.DoesNotContain(IssuerProcess.Secret, row.SealedSecret, StringComparison.Ordinal));
        Assert.DoesNotContain("secret", typeof(Toombos.Client.Accounts.SsoProvider).GetProperties().Select(p => p.Name.ToLowerInvariant()));
    }

    [Fact]
    public async Task A_kept_secret_is_not_sent_to_another_client_or_issuer()
    {
        var (owner, _) = await (await stage.HostAsync(DatabaseKind.Sqlite)).SignUpWithWorkspaceAsync();
        await owner.Client.SingleSignOn.SetAsync(Request("a.example"), Ct);
        await FieldRefusedAsync("clientSecret", "again", () => owner.Client.SingleSignOn.SetAsync(Request("a.example") with { ClientId = "other", ClientSecret = null }, Ct));
        Assert.Equal("other", (await owner.Client.SingleSignOn.SetAsync(Request("a.example") with { ClientId = "other", ClientSecret = "" }, Ct)).ClientId);
    }

    [Theory]
    [InlineData("http://issuer.example", "https")]
    [InlineData("https://user:pass@issuer.example", "no web address")]
    [InlineData("https://169.254.169.254/latest", "private network")]
    [InlineData("https://10.0.0.1", "private network")]
    [InlineData("https://localhost", "private network")]
    [InlineData("https://nowhere.invalid", "not known")]
    public async Task An_issuer_that_may_not_be_called_is_refused_with_the_reason(string issuer, string words)
    {
        var (owner, _) = await (await stage.HostAsync(DatabaseKind.Sqlite)).SignUpWithWorkspaceAsync();
        await FieldRefusedAsync("issuer", words, () => owner.Client.SingleSignOn.SetAsync(Request("a.example") with { Issuer = issuer }, Ct));
    }

    [Fact]
    public async Task An_issuer_that_is_none_is_refused_with_what_it_said()
    {
        var (owner, _) = await (await stage.HostAsync(DatabaseKind.Sqlite)).SignUpWithWorkspaceAsync();
        await FieldRefusedAsync("issuer", "404", () => owner.Client.SingleSignOn.SetAsync(Request("a.example") with { Issuer = stage.Issuer.Address + "/elsewhere" }, Ct));
        await FieldRefusedAsync("issuer", "does not accept connections", () => owner.Client.SingleSignOn.SetAsync(Request("a.example") with { Issuer = "http://127.0.0.1:1" }, Ct));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("no domain")]
    [InlineData("ada@harbour.example")]
    [InlineData("*.example.com")]
    [InlineData("-.example")]
    public async Task What_is_no_mail_domain_is_refused(string domain)
    {
        var (owner, _) = await (await stage.HostAsync(DatabaseKind.Sqlite)).SignUpWithWorkspaceAsync();
        await FieldRefusedAsync("domains", domain, () => owner.Client.SingleSignOn.SetAsync(Request(domain), Ct));
    }

    [Fact]
    public async Task Only_admins_set_it_up_and_only_an_owner_lets_newcomers_be_admins()
    {
        var host = await stage.HostAsync(DatabaseKind.Sqlite);
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        var (admin, editor) = (await host.JoinAsync(owner.Client, WorkspaceRole.Admin), await host.JoinAsync(owner.Client, WorkspaceRole.Editor));

        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => editor.Client.SingleSignOn.SetAsync(Request("a.example"), Ct));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => editor.Client.SingleSignOn.GetAsync(Ct));
        await FieldRefusedAsync("defaultRole", "owner", () => owner.Client.SingleSignOn.SetAsync(Request("a.example") with { DefaultRole = WorkspaceRole.Owner }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "member.above-you", () => admin.Client.SingleSignOn.SetAsync(Request("a.example") with { DefaultRole = WorkspaceRole.Admin }, Ct));
        Assert.Equal(WorkspaceRole.Editor, (await admin.Client.SingleSignOn.SetAsync(Request("a.example") with { DefaultRole = WorkspaceRole.Editor }, Ct)).DefaultRole);
        Assert.Equal(WorkspaceRole.Admin, (await owner.Client.SingleSignOn.SetAsync(Request("a.example") with { DefaultRole = WorkspaceRole.Admin }, Ct)).DefaultRole);
    }

    [Theory, BothDatabases]
    public async Task A_domain_counts_once_its_record_is_found(DatabaseKind database)
    {
        var host = await stage.HostAsync(database);
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        var name = stage.NewDomain();
        var domain = (await owner.Client.SingleSignOn.SetAsync(Request(name), Ct)).Domains[0];
        Assert.Equal(($"_toombos.{name}", null), (domain.TxtName, domain.VerifiedAt));

        await Problems.RefusedAsync(HttpStatusCode.Conflict, "sso.domain-unproven", () => owner.Client.SingleSignOn.VerifyDomainAsync(name, Ct));
        stage.Names.Texts[domain.TxtName] = ["toombos-verify=somebody-elses"];
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "sso.domain-unproven", () => owner.Client.SingleSignOn.VerifyDomainAsync(name, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "sso.not-found", () => host.Stranger().SingleSignOn.StartAsync(new() { Email = $"ada@{name}" }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "domain.not-found", () => owner.Client.SingleSignOn.VerifyDomainAsync("other.example", Ct));

        await stage.ProveAsync(owner.Client, domain);

        Assert.NotNull((await owner.Client.SingleSignOn.GetAsync(Ct)).Domains[0].VerifiedAt);
        Assert.StartsWith(stage.Issuer.Address, (await host.Stranger().SingleSignOn.StartAsync(new() { Email = $"ada@{name}" }, Ct)).AuthorizationAddress, StringComparison.Ordinal);
        // Taking the domain off the list takes its proof away; putting it back asks for a new record.
        await owner.Client.SingleSignOn.SetAsync(Request(), Ct);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "sso.not-found", () => host.Stranger().SingleSignOn.StartAsync(new() { Email = $"ada@{name}" }, Ct));
        Assert.NotEqual(domain.TxtValue, (await owner.Client.SingleSignOn.SetAsync(Request(name), Ct)).Domains[0].TxtValue);
    }

    [Theory, BothDatabases]
    public async Task A_domain_is_one_workspaces_alone_and_whoever_runs_it_can_move_it(DatabaseKind database)
    {
        var host = await stage.HostAsync(database);
        var ((first, _), (second, _)) = (await host.SignUpWithWorkspaceAsync(), await host.SignUpWithWorkspaceAsync());
        var name = stage.NewDomain();
        var one = (await first.Client.SingleSignOn.SetAsync(Request(name), Ct)).Domains[0];
        var two = (await second.Client.SingleSignOn.SetAsync(Request(name), Ct)).Domains[0];
        Assert.NotEqual(one.TxtValue, two.TxtValue);
        await stage.ProveAsync(first.Client, one);

        await Problems.RefusedAsync(HttpStatusCode.Conflict, "sso.domain-taken", () => stage.ProveAsync(second.Client, two));
        stage.Names.Texts[one.TxtName] = [two.TxtValue];
        await second.Client.SingleSignOn.VerifyDomainAsync(name, Ct);

        Assert.NotNull((await second.Client.SingleSignOn.GetAsync(Ct)).Domains[0].VerifiedAt);
        Assert.Null((await first.Client.SingleSignOn.GetAsync(Ct)).Domains[0].VerifiedAt);
    }

    [Fact]
    public async Task Name_servers_that_fail_are_not_taken_for_a_missing_record()
    {
        await using var own = new Stage();
        await own.InitializeAsync();
        var (owner, _) = await (await own.HostAsync(DatabaseKind.Sqlite)).SignUpWithWorkspaceAsync();
        await owner.Client.SingleSignOn.SetAsync(new() { Issuer = own.Issuer.Address, ClientId = "toombos", Domains = ["a.example"] }, Ct);
        own.Names.Broken = true;
        var refused = await Problems.RefusedAsync(HttpStatusCode.Conflict, "sso.domain-unproven", () => owner.Client.SingleSignOn.VerifyDomainAsync("a.example", Ct));
        Assert.Contains("no answer", refused.Message, StringComparison.Ordinal);
    }

    static async Task FieldRefusedAsync(string field, string words, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<ToombosApiException>(call);
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(words, Assert.Single(refused.Errors[field]), StringComparison.Ordinal);
    }
}
