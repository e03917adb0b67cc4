using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Server.Features.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Tests.Hosting;

/// <summary>A member of a workspace with an access token, and the HTTP client that sends it.</summary>
public sealed record TestMember(Client.Access.Session Session, ToombosClient Client, HttpClient Http);

/// <summary>Members and keys for tests that ask who may do what, made without the way through mails.</summary>
static class TestMembers
{
    public static async Task<TestMember> AddMemberAsync(this ToombosHost host, Guid workspace, WorkspaceRole role)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var (db, email) = (scope.ServiceProvider.GetRequiredService<ToombosDb>(), TestPeople.NewEmail());
        var person = new Person
        {
            Name = $"A {role}", Email = email, UserName = email, NormalizedEmail = email, NormalizedUserName = email, EmailConfirmed = true,
            SecurityStamp = Guid.NewGuid().ToString("N"), CreatedAt = host.Clock.GetUtcNow(),
        };
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "test");
        db.People.Add(person);
        db.Members.Add(new() { PersonId = person.Id, Role = role, JoinedAt = host.Clock.GetUtcNow() });
        await db.SaveChangesAsync();
        var session = await scope.ServiceProvider.GetRequiredService<SessionDesk>().OpenAsync(person, SessionKind.Api, ["password"], workspace, TestContext.Current.CancellationToken);
        return host.MemberWith(session);
    }

    /// <summary>A new session of a person who is there already.</summary>
    public static async Task<TestMember> OpenSessionAsync(this ToombosHost host, Guid personId, Guid workspace)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var person = await scope.ServiceProvider.GetRequiredService<ToombosDb>().People.FirstAsync(p => p.Id == personId);
        return host.MemberWith(await scope.ServiceProvider.GetRequiredService<SessionDesk>().OpenAsync(person, SessionKind.Api, ["password"], workspace, TestContext.Current.CancellationToken));
    }

    /// <summary>An HTTP client with a key that has these scopes.</summary>
    public static async Task<HttpClient> AddKeyAsync(this ToombosHost host, Guid workspace, IReadOnlyList<string> scopes, ApiKeyMode mode = ApiKeyMode.Live)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "test");
        var secret = scope.ServiceProvider.GetRequiredService<KeyRing>().AddKey("test", scopes, mode);
        await scope.ServiceProvider.GetRequiredService<ToombosDb>().SaveChangesAsync();
        var http = host.CreateClient();
        http.DefaultRequestHeaders.Add("X-API-Key", secret);
        return http;
    }

    static TestMember MemberWith(this ToombosHost host, Client.Access.Session session)
    {
        var http = host.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", session.AccessToken);
        return new(session, new(http), http);
    }
}
