using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Access;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Row = Toombos.Server.Platform.Identity.Session;
using Wire = Toombos.Client.Access.Session;

namespace Toombos.Server.Features.Access;

/// <summary>Opens sessions for people who have proved who they are, moves them between workspaces, and hands out their tokens. Every way of signing in ends here.</summary>
public sealed class SessionDesk(ToombosDb db, AccessTokens tokens, CredentialCache cache, IHttpContextAccessor requests, IOptions<IdentityOptions> options, TimeProvider clock)
{
    /// <summary>Opens a session and saves it.</summary>
    /// <param name="methods">How the person proved who they are: password, authenticator, recovery-code, passkey, sso, link.</param>
    /// <param name="wanted">Workspace to work in; the one used last, else the first, when left out or when the person is no member.</param>
    public async Task<Wire> OpenAsync(Person person, SessionKind kind, IReadOnlyList<string> methods, Guid? wanted, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var secret = kind == SessionKind.Dashboard ? Secret.New(Secret.Session) : null;
        var session = new Row
        {
            PersonId = person.Id, Kind = kind, Hash = secret is null ? null : Secret.HashOf(secret), WorkspaceId = await WorkspaceOfAsync(person, wanted, ct),
            CreatedAt = now, AuthenticatedAt = now, LastSeenAt = now, ExpiresAt = now.AddDays(options.Value.SessionDays), Methods = string.Join(' ', methods),
            Address = requests.HttpContext?.Connection.RemoteIpAddress?.ToString(), Device = DeviceNames.Of(requests.HttpContext?.Request.Headers.UserAgent.ToString()),
        };
        db.Sessions.Add(session);
        var refresh = kind == SessionKind.Api ? AddRefreshToken(session.Id) : null;
        Note(person.Id, "signed-in");
        if (session.WorkspaceId is { } workspace)
            db.RecordFor(workspace, new() { Kind = CallerKind.Person, Name = person.Name, PersonId = person.Id }, "access.sign-in", "session", session.Id, $"By {string.Join(" and ", methods)}.");
        await db.SaveChangesAsync(ct);
        return await ShowAsync(session, person.Name, secret, refresh, ct);
    }

    /// <summary>Notes what happened to an account, for its owner to see; the caller saves.</summary>
    /// <param name="kind">Stable word such as <c>password-changed</c>.</param>
    public void Note(Guid personId, string kind) => db.AccountEvents.Add(new()
    {
        PersonId = personId, Kind = kind, At = clock.GetUtcNow(), Address = requests.HttpContext?.Connection.RemoteIpAddress?.ToString(),
        Device = DeviceNames.Of(requests.HttpContext?.Request.Headers.UserAgent.ToString()),
    });

    /// <summary>Works in another workspace of the person from now on.</summary>
    public async Task<Wire> SwitchAsync(Guid sessionId, Guid workspaceId, CancellationToken ct)
    {
        var (session, person) = await FindAsync(sessionId, ct);
        if (await WorkspaceOfAsync(person, workspaceId, ct) != workspaceId) throw Missing.Of("workspace");
        (session.WorkspaceId, person.LastWorkspaceId) = (workspaceId, workspaceId);
        db.RecordFor(workspaceId, new() { Kind = CallerKind.Person, Name = person.Name, PersonId = person.Id }, "access.switch-workspace", "session", session.Id);
        await db.SaveChangesAsync(ct);
        cache.Forget();
        return await ShowAsync(session, person.Name, null, null, ct);
    }

    /// <summary>Trades a refresh token for a new pair; one that was used before ends the session, for either its owner or a thief holds the newer one.</summary>
    public async Task<Wire> RefreshAsync(string token, Guid? workspaceId, CancellationToken ct)
    {
        var (hash, now) = (Secret.HashOf(token), clock.GetUtcNow());
        var known = await db.RefreshTokens.AsNoTracking().FirstOrDefaultAsync(t => t.Hash == hash, ct) ?? throw Refused();
        if (await db.RefreshTokens.Where(t => t.Id == known.Id && t.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(t => t.UsedAt, now), ct) == 0)
        {
            await EndAsync(s => s.Id == known.SessionId, ct);
            throw Refused();
        }
        var (session, person) = await FindAsync(known.SessionId, ct);
        if (session.ExpiresAt <= now || session.LastSeenAt.AddHours(options.Value.SessionIdleHours) <= now) throw Refused();
        if (workspaceId is { } wanted)
        {
            if (await WorkspaceOfAsync(person, wanted, ct) != wanted) throw Missing.Of("workspace");
            session.WorkspaceId = wanted;
        }
        session.LastSeenAt = now;
        var next = AddRefreshToken(session.Id);
        await db.SaveChangesAsync(ct);
        return await ShowAsync(session, person.Name, null, next, ct);
    }

    /// <summary>Ends sessions: their tokens are refused from the next request on.</summary>
    public async Task<int> EndAsync(System.Linq.Expressions.Expression<Func<Row, bool>> which, CancellationToken ct)
    {
        var ended = await db.Sessions.Where(which).ExecuteDeleteAsync(ct);
        cache.Forget();
        return ended;
    }

    async Task<(Row, Person)> FindAsync(Guid sessionId, CancellationToken ct)
    {
        var session = await db.Sessions.FirstOrDefaultAsync(s => s.Id == sessionId, ct) ?? throw Refused();
        return (session, await db.People.FirstAsync(p => p.Id == session.PersonId, ct));
    }

    string AddRefreshToken(Guid sessionId)
    {
        var secret = Secret.New(Secret.Refresh);
        db.RefreshTokens.Add(new() { SessionId = sessionId, Hash = Secret.HashOf(secret), CreatedAt = clock.GetUtcNow() });
        return secret;
    }

    async Task<Guid?> WorkspaceOfAsync(Person person, Guid? wanted, CancellationToken ct)
    {
        var mine = await db.Members.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(m => m.PersonId == person.Id)
            .OrderBy(m => m.Id).Select(m => m.WorkspaceId).ToListAsync(ct);
        foreach (var candidate in (ReadOnlySpan<Guid?>)[wanted, person.LastWorkspaceId])
        {
            if (candidate is { } id && mine.Contains(id)) return id;
        }
        return mine.Count > 0 ? mine[0] : null;
    }

    async Task<Wire> ShowAsync(Row session, string name, string? secret, string? refresh, CancellationToken ct)
    {
        var access = session.Kind == SessionKind.Api ? await tokens.IssueAsync(new(session.Id, session.PersonId, session.WorkspaceId), ct) : ((string Token, DateTimeOffset ExpiresAt)?)null;
        return new()
        {
            Id = session.Id, PersonId = session.PersonId, PersonName = name, WorkspaceId = session.WorkspaceId, ExpiresAt = session.ExpiresAt,
            WorkspaceName = session.WorkspaceId is { } id ? await db.Workspaces.Where(w => w.Id == id).Select(w => w.Name).FirstOrDefaultAsync(ct) : null,
            SessionToken = secret, AccessToken = access?.Token, AccessTokenExpiresAt = access?.ExpiresAt, RefreshToken = refresh,
        };
    }

    static DomainRuleException Refused() =>
        new("refresh.refused", "This refresh token is unknown, used or expired, or its session has ended. Sign in again.", StatusCodes.Status401Unauthorized);
}
