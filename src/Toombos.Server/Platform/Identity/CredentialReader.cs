using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Identity;

/// <summary>Finds who is behind a credential: one look per kind, joined with the person and their membership, and the note that it was used.</summary>
public sealed class CredentialReader(ToombosDb db, TimeProvider clock, IOptions<IdentityOptions> options)
{
    /// <summary>How exactly the last use is noted.</summary>
    static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);

    public async Task<Credential?> OfKeyAsync(string secret, CancellationToken ct)
    {
        var (hash, now) = (Secret.HashOf(secret), clock.GetUtcNow());
        var key = await db.ApiKeys.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking()
            .FirstOrDefaultAsync(k => k.Hash == hash || (k.OldHash == hash && k.OldHashUntil > now), ct);
        if (key is null || key.ExpiresAt <= now) return null;
        if (!(key.LastUsedAt > now - NotedEvery))
        {
            await db.ApiKeys.IgnoreQueryFilters([ToombosDb.TenantFilter]).Where(k => k.Id == key.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now), ct);
        }
        var caller = new Caller
        {
            Kind = CallerKind.Key, Name = key.Name, KeyId = key.Id, WorkspaceId = key.WorkspaceId, Test = key.Mode == ApiKeyMode.Test,
            Scopes = key.Scopes.ToHashSet(StringComparer.Ordinal),
        };
        var ends = key.Hash.AsSpan().SequenceEqual(hash) ? key.ExpiresAt : Earlier(key.ExpiresAt, key.OldHashUntil);
        return new(caller, ends ?? DateTimeOffset.MaxValue, [.. key.Networks.Select(IPNetwork.Parse)]);
    }

    public Task<Credential?> OfSessionTokenAsync(string secret, CancellationToken ct)
    {
        var hash = Secret.HashOf(secret);
        return OfSessionAsync(db.Sessions.Where(s => s.Hash == hash), null, ct);
    }

    public Task<Credential?> OfAccessTokenAsync(AccessTokenContent token, CancellationToken ct) =>
        OfSessionAsync(db.Sessions.Where(s => s.Id == token.SessionId && s.PersonId == token.PersonId && s.Kind == SessionKind.Api), token, ct);

    /// <param name="token">Names the workspace, where an access token does; else the session does.</param>
    async Task<Credential?> OfSessionAsync(IQueryable<Session> sessions, AccessTokenContent? token, CancellationToken ct)
    {
        var found = await (
            from session in sessions.AsNoTracking()
            join person in db.People on session.PersonId equals person.Id
            select new { session, person.Name }).FirstOrDefaultAsync(ct);
        if (found is null) return null;
        var (one, now, idle) = (found.session, clock.GetUtcNow(), TimeSpan.FromHours(options.Value.SessionIdleHours));
        var ends = one.LastSeenAt + idle < one.ExpiresAt ? one.LastSeenAt + idle : one.ExpiresAt;
        if (ends <= now) return null;
        if (one.LastSeenAt <= now - NotedEvery)
        {
            await db.Sessions.Where(s => s.Id == one.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), ct);
            ends = now + idle < one.ExpiresAt ? now + idle : one.ExpiresAt;
        }

        var workspace = token is null ? one.WorkspaceId : token.WorkspaceId;
        var role = workspace is null ? null : await db.Members.IgnoreQueryFilters([ToombosDb.TenantFilter])
            .Where(m => m.WorkspaceId == workspace && m.PersonId == one.PersonId).Select(m => (WorkspaceRole?)m.Role).FirstOrDefaultAsync(ct);
        var caller = new Caller
        {
            Kind = CallerKind.Person, Name = found.Name, PersonId = one.PersonId, SessionId = one.Id, AuthenticatedAt = one.AuthenticatedAt,
            WorkspaceId = role is null ? null : workspace, Role = role, Scopes = role is { } has ? Permissions.Matrix[has] : new HashSet<string>(),
        };
        return new(caller, ends, []);
    }

    static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other is null || one < other ? one : other;
}
