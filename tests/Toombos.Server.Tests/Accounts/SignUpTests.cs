using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Access;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Accounts;

/// <summary>From stranger to person: an address is worth something only once its reader has confirmed it.</summary>
public sealed class SignUpTests(Hosts hosts)
{
    static Toombos.Client.Accounts.SignUpRequest Request(string email, string password = TestPeople.Password) =>
        new() { Name = "Ada Lind", Email = email, Password = password, TermsVersion = "2026-11" };

    [Theory, BothDatabases]
    public async Task A_stranger_signs_up_confirms_the_address_and_is_in(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var email = TestPeople.NewEmail();
        await host.Stranger().Accounts.SignUpAsync(Request(email), ct);
        var token = await host.TokenMailedToAsync(email, "/verify/");
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "sign-in.unverified", () => host.Stranger().Access.SignInAsync(new() { Email = email, Password = TestPeople.Password }, ct));

        var session = await host.Stranger().Accounts.VerifyAsync(new() { Token = token, Password = TestPeople.Password }, ct);

        var me = await host.With(session.AccessToken).Accounts.GetMeAsync(ct);
        Assert.Equal((email, true, "Ada Lind", (Guid?)null), (me.Email, me.EmailVerified, me.Name, me.WorkspaceId));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "token.invalid", () => host.Stranger().Accounts.VerifyAsync(new() { Token = token, Password = TestPeople.Password }, ct));
    }

    [Theory, BothDatabases]
    public async Task An_address_that_has_an_account_gets_a_mail_and_the_asker_the_same_answer(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();

        await host.Stranger().Accounts.SignUpAsync(Request(person.Email.ToUpperInvariant(), "another long password"), ct);

        Assert.Contains("account with it already", (await host.MailToAsync(person.Email, "already")).TextBody, StringComparison.Ordinal);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.refused", () => host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = "another long password" }, ct));
        Assert.NotNull((await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password }, ct)).Session);
    }

    [Theory, BothDatabases]
    public async Task Nobody_gets_an_account_by_waiting_for_the_owner_of_the_address_to_press_the_button(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var email = TestPeople.NewEmail();
        await host.Stranger().Accounts.SignUpAsync(Request(email, "the attacker's own words"), ct);
        var token = await host.TokenMailedToAsync(email, "/verify/");

        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.refused", () => host.Stranger().Accounts.VerifyAsync(new() { Token = token, Password = TestPeople.Password }, ct));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "sign-in.unverified", () => host.Stranger().Access.SignInAsync(new() { Email = email, Password = "the attacker's own words" }, ct));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("password1234")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("Ada Lind 2026")]
    [InlineData("qwertyuiop123")]
    public async Task A_weak_password_is_refused_at_its_field(string password)
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var refused = await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid",
            () => host.Stranger().Accounts.SignUpAsync(Request(TestPeople.NewEmail(), password), TestContext.Current.CancellationToken));
        Assert.Contains("password", refused.Errors.Keys);
    }

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("只有我知道这个很长的密码啊")]
    [InlineData("no digits, no capitals")]
    public async Task A_long_password_of_any_kind_is_taken(string password)
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        await host.Stranger().Accounts.SignUpAsync(Request(TestPeople.NewEmail(), password), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b")]
    [InlineData("two@at@signs.example")]
    [InlineData("аda@example.com")] // the first letter is Cyrillic
    [InlineData("ada@exa mple.com")]
    [InlineData("ada@example.com\r\nBcc: eve@example.com")]
    public async Task What_is_no_address_is_refused(string email)
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var refused = await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid",
            () => host.Stranger().Accounts.SignUpAsync(Request(email), TestContext.Current.CancellationToken));
        Assert.Contains("email", refused.Errors.Keys);
    }

    [Fact]
    public async Task Where_sign_up_is_closed_only_the_invited_get_in()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string?> { ["Identity:SignUpOpen"] = "false" });
        Assert.False((await host.Stranger().Accounts.GetOptionsAsync(ct)).SignUpOpen);
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "sign-up.closed", () => host.Stranger().Accounts.SignUpAsync(Request("ada@example.com"), ct));

        var workspace = await host.AddWorkspaceAsync();
        await workspace.Client.Members.InviteAsync(new() { Email = "ada@example.com", Role = WorkspaceRole.Editor }, ct);
        var token = await host.TokenMailedToAsync("ada@example.com", "/invitation/");
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "sign-up.closed", () => host.Stranger().Accounts.SignUpAsync(Request("eve@example.com") with { InvitationToken = token }, ct));
        await host.Stranger().Accounts.SignUpAsync(Request("ada@example.com") with { InvitationToken = token }, ct);

        var session = (await host.Stranger().Access.SignInAsync(new() { Email = "ada@example.com", Password = TestPeople.Password }, ct)).Session!;
        var joined = await host.With(session.AccessToken).Members.AcceptInvitationAsync(new() { Token = token }, ct);
        Assert.Equal(workspace.Id, joined.WorkspaceId);
    }
}
