using System.Net;
using Toombos.Client.Access;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Accounts;

/// <summary>Signing in, forgetting the password, changing it.</summary>
public sealed class SignInTests(Hosts hosts)
{
    [Theory, BothDatabases]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();
        var wrong = await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.refused", () => host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = "not the password" }, ct));
        var unknown = await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.refused", () => host.Stranger().Access.SignInAsync(new() { Email = TestPeople.NewEmail(), Password = "not the password" }, ct));
        Assert.Equal(wrong.Message, unknown.Message);
        Assert.Contains((await person.Client.Accounts.ListEventsAsync(ct: ct)).Items, e => e.Kind == "sign-in-refused");
    }

    [Theory, BothDatabases]
    public async Task A_forgotten_password_is_replaced_by_mail_and_every_session_ends(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();
        await host.Stranger().Accounts.ForgotPasswordAsync(new() { Email = person.Email }, ct);
        var token = await host.TokenMailedToAsync(person.Email, "/reset/");

        await host.Stranger().Accounts.ResetPasswordAsync(new() { Token = token, NewPassword = "seven grey seals sing" }, ct);

        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => person.Client.Accounts.GetMeAsync(ct));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.refused", () => host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password }, ct));
        Assert.NotNull((await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = "seven grey seals sing" }, ct)).Session);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "token.invalid", () => host.Stranger().Accounts.ResetPasswordAsync(new() { Token = token, NewPassword = "eight grey seals sing" }, ct));
    }

    [Theory, BothDatabases]
    public async Task A_changed_password_ends_all_other_sessions(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var person = await host.SignUpAsync();
        var other = host.With((await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password }, ct)).Session!.AccessToken);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => person.Client.Accounts.ChangePasswordAsync(new() { CurrentPassword = "wrong", NewPassword = "seven grey seals sing" }, ct));
        await other.Accounts.GetMeAsync(ct);

        await person.Client.Accounts.ChangePasswordAsync(new() { CurrentPassword = person.Password, NewPassword = "seven grey seals sing" }, ct);

        await person.Client.Accounts.GetMeAsync(ct);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => other.Accounts.GetMeAsync(ct));
    }

    [Theory, BothDatabases]
    public async Task An_address_is_changed_by_its_new_reader_and_kept_by_the_old_one(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var (person, wanted) = (await host.SignUpAsync(), TestPeople.NewEmail());
        await person.Client.Accounts.ChangeEmailAsync(new() { Email = wanted }, ct);
        Assert.Equal((person.Email, wanted), ((await person.Client.Accounts.GetMeAsync(ct)) is var me ? (me.Email, me.PendingEmail!) : default));

        await host.Stranger().Accounts.ConfirmEmailAsync(new() { Token = await host.TokenMailedToAsync(wanted, "/email/confirm/") }, ct);
        Assert.Equal(wanted, (await person.Client.Accounts.GetMeAsync(ct)).Email);

        await host.Stranger().Accounts.CancelEmailAsync(new() { Token = await host.TokenMailedToAsync(person.Email, "/email/cancel/") }, ct);
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "credential.required", () => person.Client.Accounts.GetMeAsync(ct));
        Assert.NotNull((await host.Stranger().Access.SignInAsync(new() { Email = person.Email, Password = person.Password }, ct)).Session);
    }

    [Fact]
    public async Task What_protects_an_account_wants_a_recent_proof_of_identity()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var person = await host.SignUpAsync(kind: SessionKind.Dashboard);
        host.Clock.Advance(TimeSpan.FromMinutes(11));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "session.stale", () => person.Client.Accounts.ChangeEmailAsync(new() { Email = TestPeople.NewEmail() }, ct));
        await Problems.RefusedAsync(HttpStatusCode.Unauthorized, "sign-in.refused", () => person.Client.Accounts.ConfirmIdentityAsync(new() { Password = "wrong" }, ct));

        await person.Client.Accounts.ConfirmIdentityAsync(new() { Password = person.Password }, ct);

        await person.Client.Accounts.ChangeEmailAsync(new() { Email = TestPeople.NewEmail() }, ct);
    }
}
