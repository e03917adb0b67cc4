using System.Security.Cryptography;
using MimeKit;
using Toombos.Client;
using Toombos.Client.Access;

namespace Toombos.Server.Tests.Hosting;

/// <summary>A person who has signed up, verified the address and signed in, the way people do.</summary>
public sealed record TestPerson(string Email, string Password, Session Session, ToombosClient Client);

/// <summary>People for tests, and the mails that they get.</summary>
static class TestPeople
{
    public const string Password = "four calm otters swim";
    static int _last;

    public static string NewEmail() => $"person{Interlocked.Increment(ref _last)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}@example.com";

    /// <summary>The SDK of somebody who is not signed in.</summary>
    public static ToombosClient Stranger(this ToombosHost host) => new(host.CreateClient());

    /// <summary>The SDK over an access, session or key secret.</summary>
    public static ToombosClient With(this ToombosHost host, string? secret)
    {
        var http = host.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return new(http);
    }

    public static async Task<TestPerson> SignUpAsync(this ToombosHost host, string? email = null, SessionKind kind = SessionKind.Api)
    {
        var ct = TestContext.Current.CancellationToken;
        email ??= NewEmail();
        var stranger = host.Stranger();
        await stranger.Accounts.SignUpAsync(new() { Name = "Ada Lind", Email = email, Password = Password, TermsVersion = "2026-11" }, ct);
        var session = await stranger.Accounts.VerifyAsync(new() { Token = await host.TokenMailedToAsync(email, "/verify/"), Password = Password, Kind = kind }, ct);
        return new(email, Password, session, host.With(session.AccessToken ?? session.SessionToken));
    }

    /// <summary>A person with a workspace of their own, working in it.</summary>
    public static async Task<(TestPerson Person, Guid Workspace)> SignUpWithWorkspaceAsync(this ToombosHost host)
    {
        var ct = TestContext.Current.CancellationToken;
        var person = await host.SignUpAsync();
        var workspace = await person.Client.Workspaces.AddAsync(new() { Name = "Harbour" }, ct);
        var session = await person.Client.Access.SwitchWorkspaceAsync(new() { WorkspaceId = workspace.Id }, ct);
        return (person with { Session = session, Client = host.With(session.AccessToken) }, workspace.Id);
    }

    /// <summary>A person who was invited into the workspace and accepted, working in it.</summary>
    public static async Task<TestPerson> JoinAsync(this ToombosHost host, ToombosClient inviter, WorkspaceRole role)
    {
        var ct = TestContext.Current.CancellationToken;
        var person = await host.SignUpAsync();
        await inviter.Members.InviteAsync(new() { Email = person.Email, Role = role }, ct);
        var session = await person.Client.Members.AcceptInvitationAsync(new() { Token = await host.TokenMailedToAsync(person.Email, "/invitation/") }, ct);
        return person with { Session = session, Client = host.With(session.AccessToken) };
    }

    /// <summary>The newest mail to an address whose text contains the words.</summary>
    public static async Task<MimeMessage> MailToAsync(this ToombosHost host, string email, string words) => (await Eventually.SatisfiesAsync(
        () => Task.FromResult(MailsTo(host, email).LastOrDefault(m => m.TextBody!.Contains(words, StringComparison.Ordinal))), mail => mail is not null))!;

    public static async Task<string> TokenMailedToAsync(this ToombosHost host, string email, string path)
    {
        var text = (await host.MailToAsync(email, path)).TextBody!;
        var start = text.IndexOf(path, StringComparison.Ordinal) + path.Length;
        return new([.. text.Skip(start).TakeWhile(char.IsAsciiHexDigit)]);
    }

    public static IReadOnlyList<MimeMessage> MailsTo(this ToombosHost host, string email)
    {
        var folder = Path.Combine(host.DataFolder, "mail");
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.GetFiles(folder, "*.eml").Order(StringComparer.Ordinal).Select(file => MimeMessage.Load(file)).Where(m => m.To.Mailboxes.Any(to => to.Address == email))];
    }
}
