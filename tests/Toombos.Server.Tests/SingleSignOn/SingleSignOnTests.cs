using System.Net;
using Toombos.Client.Access;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.SingleSignOn;

/// <summary>People come in by their organisation's provider, into its workspace and nobody else's account.</summary>
public sealed class SingleSignOnTests(Stage stage) : IClassFixture<Stage>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_stranger_with_a_proven_address_becomes_a_member_with_the_default_role(DatabaseKind database)
    {
        var workspace = await stage.SetUpAsync(database, change: request => request with { DefaultRole = WorkspaceRole.Editor });

        var session = await workspace.SignInAsync("ada");
        var again = await workspace.SignInAsync("ada");

        Assert.Equal((workspace.Id, "Ada Example"), (session.WorkspaceId, session.PersonName));
        Assert.Equal(session.PersonId, again.PersonId);
        var client = workspace.Host.With(session.AccessToken);
        var me = await client.Accounts.GetMeAsync(Ct);
        Assert.Equal(($"ada@{workspace.Domain}", true, false, WorkspaceRole.Editor), (me.Email, me.EmailVerified, me.HasPassword, me.Role));
        Assert.All(await client.Access.ListSessionsAsync(Ct), s => Assert.Equal(["sso"], s.Methods));
        Assert.Equal(2, (await workspace.Owner.Client.Members.ListAsync(ct: Ct)).Items.Count);
    }

    [Theory, BothDatabases]
    public async Task Ten_first_sign_ins_at_once_make_one_account(DatabaseKind database)
    {
        var workspace = await stage.SetUpAsync(database);
        var sessions = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => workspace.SignInAsync("grace")));
        Assert.Single(sessions.Select(s => s.PersonId).Distinct());
        Assert.Equal(2, (await workspace.Owner.Client.Members.ListAsync(ct: Ct)).Items.Count);
    }

    [Theory, BothDatabases]
    public async Task Somebody_with_an_account_keeps_it_and_their_role(DatabaseKind database)
    {
        var workspace = await stage.SetUpAsync(database);
        var known = await workspace.Host.SignUpAsync($"known@{workspace.Domain}");

        var session = await workspace.SignInAsync("known");

        Assert.Equal((known.Session.PersonId, workspace.Id), (session.PersonId, session.WorkspaceId));
        Assert.True((await known.Client.Accounts.GetMeAsync(Ct)).HasPassword);
        Assert.Contains("sso-linked", (await known.Client.Accounts.ListEventsAsync(ct: Ct)).Items.Select(e => e.Kind));
    }

    [Fact]
    public async Task Whoever_signed_up_with_an_address_that_is_not_theirs_is_put_out_of_the_account()
    {
        var workspace = await stage.SetUpAsync(DatabaseKind.Sqlite);
        var squatted = await workspace.AddUnverifiedAsync($"victim@{workspace.Domain}");

        var session = await workspace.SignInAsync("victim");

        Assert.Equal(squatted, session.PersonId);
        Assert.False((await workspace.Host.With(session.AccessToken).Accounts.GetMeAsync(Ct)).HasPassword);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.refused",
            () => workspace.Host.Stranger().Access.SignInAsync(new() { Email = $"victim@{workspace.Domain}", Password = TestPeople.Password }, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_provider_is_not_believed_about_addresses_outside_its_proven_domains(DatabaseKind database)
    {
        var (workspace, other) = (await stage.SetUpAsync(database), await stage.SetUpAsync(database));
        var victim = await workspace.Host.SignUpAsync();

        // Whoever runs the provider can make it say anything: an address of nobody's domain, and one of another workspace's.
        await SsoRefusedAsync("proven", () => workspace.SignInAsync("ada", asWhom: victim.Email));
        await SsoRefusedAsync("proven", () => workspace.SignInAsync("ada", asWhom: $"ada@{other.Domain}"));
        Assert.Single((await workspace.Owner.Client.Members.ListAsync(ct: Ct)).Items);
    }

    [Fact]
    public async Task A_member_is_known_by_the_provider_even_when_the_address_is_outside_the_domains()
    {
        var (first, second) = (await stage.SetUpAsync(DatabaseKind.Sqlite), await stage.SetUpAsync(DatabaseKind.Sqlite));
        var linked = await first.SignInAsync("lin");
        // The same provider serves the second workspace, which has not proven the address: no way in, until somebody invites.
        await SsoRefusedAsync("proven", () => second.SignInAsync("lin", asWhom: $"lin@{first.Domain}"));
        await second.Owner.Client.Members.InviteAsync(new() { Email = $"lin@{first.Domain}" }, Ct);
        await first.Host.With(linked.AccessToken).Members.AcceptInvitationAsync(new() { Token = await first.Host.TokenMailedToAsync($"lin@{first.Domain}", "/invitation/") }, Ct);

        var session = await second.SignInAsync("lin", asWhom: $"lin@{first.Domain}");

        Assert.Equal((linked.PersonId, second.Id), (session.PersonId, session.WorkspaceId));
    }

    [Theory]
    [InlineData("nonce", "another sign-in")]
    [InlineData("audience", "not signed as it must be")]
    [InlineData("audiences", "another program")]
    [InlineData("party", "another program")]
    [InlineData("issuer", "not signed as it must be")]
    [InlineData("expired", "too old")]
    [InlineData("stranger", "not signed as it must be")]
    [InlineData("none", "not signed as it must be")]
    [InlineData("shared", "not signed as it must be")]
    [InlineData("unverified", "is verified")]
    [InlineData("silent", "does not tell your address")]
    public async Task A_provider_that_lies_is_not_believed(string lie, string words)
    {
        var workspace = await stage.SetUpAsync(DatabaseKind.Sqlite, $"toombos-{lie}");
        await SsoRefusedAsync(words, () => workspace.SignInAsync("ada"));
        Assert.Single((await workspace.Owner.Client.Members.ListAsync(ct: Ct)).Items);
    }

    [Fact]
    public async Task A_client_secret_may_travel_in_the_form_where_the_provider_wants_that()
    {
        var workspace = await stage.SetUpAsync(DatabaseKind.Sqlite);
        Assert.NotNull((await workspace.SignInAsync("ada")).AccessToken);
        // The real provider refuses a wrong secret, and its words come through.
        var wrong = await stage.SetUpAsync(DatabaseKind.Sqlite, change: request => request with { ClientSecret = "another secret" });
        await SsoRefusedAsync("invalid_client", () => wrong.SignInAsync("ada"));
    }

    [Theory, BothDatabases]
    public async Task An_answer_counts_once_and_only_in_the_browser_that_asked(DatabaseKind database)
    {
        var workspace = await stage.SetUpAsync(database);
        var (start, back) = await workspace.GoAsync("ada");
        var (victim, _) = await workspace.GoAsync("eve");

        // An attacker's answer in the victim's browser: the victim's own sign-in is still good afterwards.
        await SsoRefusedAsync("another browser", () => workspace.FinishAsync(victim.State, back.Query));
        await SsoRefusedAsync("another browser", () => workspace.FinishAsync(start.State, back.Query.Replace("state=", "state=x", StringComparison.Ordinal)));
        await SsoRefusedAsync("another browser", () => workspace.FinishAsync(start.State, back.Query + "&state=" + "x"));
        await SsoRefusedAsync("begun elsewhere", () => workspace.FinishAsync(start.State[..^4] + "AAAA", back.Query));

        await workspace.FinishAsync(start.State, back.Query);
        await SsoRefusedAsync("finished already", () => workspace.FinishAsync(start.State, back.Query));
    }

    [Fact]
    public async Task A_code_that_was_used_opens_nothing_in_a_second_sign_in()
    {
        var workspace = await stage.SetUpAsync(DatabaseKind.Sqlite);
        var (start, back) = await workspace.GoAsync("ada");
        var (second, secondBack) = await workspace.GoAsync("ada");
        await workspace.FinishAsync(start.State, back.Query);
        // The old code under the new state, as a thief of codes would send it: the proof key does not fit.
        var code = System.Web.HttpUtility.ParseQueryString(back.Query)["code"];
        var state = System.Web.HttpUtility.ParseQueryString(secondBack.Query)["state"];
        await SsoRefusedAsync("invalid_grant", () => workspace.FinishAsync(second.State, $"?code={code}&state={state}&iss={Uri.EscapeDataString(stage.Issuer.Address)}"));
    }

    [Fact]
    public async Task An_answer_of_another_provider_is_a_mix_up()
    {
        var workspace = await stage.SetUpAsync(DatabaseKind.Sqlite);
        var (start, back) = await workspace.GoAsync("ada");
        var state = System.Web.HttpUtility.ParseQueryString(back.Query)["state"];
        await SsoRefusedAsync("another provider", () => workspace.FinishAsync(start.State, $"?code=x&state={state}&iss=https%3A%2F%2Fevil.example"));
        // This provider promises to name itself, so an answer without a name is not its own.
        var (next, nextBack) = await workspace.GoAsync("ada");
        state = System.Web.HttpUtility.ParseQueryString(nextBack.Query)["state"];
        await SsoRefusedAsync("another provider", () => workspace.FinishAsync(next.State, $"?code=x&state={state}"));
    }

    [Fact]
    public async Task What_the_provider_refuses_is_told_in_one_harmless_line()
    {
        var workspace = await stage.SetUpAsync(DatabaseKind.Sqlite);
        var (start, back) = await workspace.GoAsync("ada");
        var state = System.Web.HttpUtility.ParseQueryString(back.Query)["state"];
        var refused = await SsoRefusedAsync("access_denied: No", () => workspace.FinishAsync(start.State, $"?error=access_denied&error_description=No%0D%0A{new string('x', 1000)}&state={state}"));
        Assert.InRange(refused.Message.Length, 1, 400);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task A_sign_in_under_way_ends_when_the_provider_is_changed_or_ten_minutes_pass()
    {
        var workspace = await stage.SetUpAsync(DatabaseKind.Sqlite);
        var (start, back) = await workspace.GoAsync("ada");
        await workspace.Owner.Client.SingleSignOn.RemoveAsync(Ct);
        await SsoRefusedAsync("changed", () => workspace.FinishAsync(start.State, back.Query));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "sso.not-found", () => workspace.GoAsync("ada"));

        await using var own = new Stage();
        await own.InitializeAsync();
        var late = await own.SetUpAsync(DatabaseKind.Sqlite);
        var (begun, returned) = await late.GoAsync("ada");
        late.Host.Clock.Advance(TimeSpan.FromMinutes(10));
        await SsoRefusedAsync("ten minutes", () => late.FinishAsync(begun.State, returned.Query));
    }

    [Fact]
    public async Task A_provider_that_is_down_is_said_to_be_down()
    {
        await using var own = new Stage();
        await own.InitializeAsync();
        var workspace = await own.SetUpAsync(DatabaseKind.Sqlite);
        var (start, back) = await workspace.GoAsync("ada");
        await own.Issuer.DisposeAsync();
        await SsoRefusedAsync("does not accept connections", () => workspace.FinishAsync(start.State, back.Query));
    }

    [Theory, BothDatabases]
    public async Task Where_it_is_required_a_right_password_is_refused_but_not_an_owners(DatabaseKind database)
    {
        var workspace = await stage.SetUpAsync(database);
        var member = await workspace.Host.SignUpAsync($"mia@{workspace.Domain}");
        await workspace.SignInAsync("mia");
        var boss = await workspace.Host.SignUpAsync($"boss@{workspace.Domain}");
        await workspace.SignInAsync("boss");
        var bossMember = (await workspace.Owner.Client.Members.ListAsync(ct: Ct)).Items.Single(m => m.PersonId == boss.Session.PersonId);
        await workspace.Owner.Client.Members.ChangeRoleAsync(bossMember.Id, new() { Role = WorkspaceRole.Owner }, Ct);
        var stranger = workspace.Host.Stranger().Access;
        Assert.NotNull((await stranger.SignInAsync(new() { Email = member.Email, Password = member.Password }, Ct)).Session);

        await workspace.Owner.Client.SingleSignOn.SetAsync(
            new() { Issuer = stage.Issuer.Address, ClientId = "toombos", Required = true, Domains = [workspace.Domain] }, Ct);

        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "sso.required", () => stranger.SignInAsync(new() { Email = member.Email, Password = member.Password }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.refused", () => stranger.SignInAsync(new() { Email = member.Email, Password = "not the password" }, Ct));
        Assert.NotNull((await stranger.SignInAsync(new() { Email = boss.Email, Password = boss.Password }, Ct)).Session);
        Assert.NotNull((await stranger.SignInAsync(new() { Email = workspace.Owner.Email, Password = workspace.Owner.Password }, Ct)).Session);
        Assert.NotNull((await workspace.SignInAsync("mia")).AccessToken);
    }

    [Theory]
    [InlineData("nobody@unclaimed.example")]
    [InlineData("no address")]
    [InlineData("ada@")]
    public async Task An_address_that_no_workspace_has_proven_leads_to_no_provider(string email)
    {
        var host = await stage.HostAsync(DatabaseKind.Sqlite);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "sso.not-found", () => host.Stranger().SingleSignOn.StartAsync(new() { Email = email }, Ct));
    }

    static async Task<Toombos.Client.ToombosApiException> SsoRefusedAsync(string words, Func<Task> call)
    {
        var refused = await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sso.refused", call);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        return refused;
    }
}
