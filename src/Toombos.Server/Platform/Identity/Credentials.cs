using System.Net;
using Microsoft.Extensions.Primitives;

namespace Toombos.Server.Platform.Identity;

/// <summary>Finds who is behind the credential of a request: a key, a session token or an access token; its shape says which it is.</summary>
public sealed class Credentials(CredentialCache cache, CredentialReader reader, AccessTokens tokens, SealedState states, TimeProvider clock)
{
    const string TicketPurpose = "socket-ticket", TicketPrefix = "ticket.";
    static readonly TimeSpan TicketLife = TimeSpan.FromMinutes(1);
    static readonly object TicketKey = new();

    /// <summary>Null for a request without a credential, and for one that is not good, or not good any more, or not from there.</summary>
    public async ValueTask<Credential?> OfAsync(HttpRequest request, CancellationToken ct)
    {
        if (await SecretAsync(request, ct) is not { } secret || await FindAsync(secret, ct) is not { } credential || credential.ExpiresAt <= clock.GetUtcNow()) return null;
        var address = request.HttpContext.Connection.RemoteIpAddress;
        if (credential.Networks.Count > 0 && !Within(credential.Networks, address)) return null;
        return credential with { Caller = credential.Caller with { Address = address } };
    }

    /// <summary>From <c>X-API-Key</c> or <c>Authorization: Bearer</c>; never from the address.</summary>
    public static string? SecretOf(HttpRequest request)
    {
        if (request.Headers.TryGetValue("X-API-Key", out var header) && !StringValues.IsNullOrEmpty(header)) return header.ToString().Trim();
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? authorization[7..].Trim() : null;
    }

    /// <summary>Stands for the credential of a request at one WebSocket: a subprotocol to be offered.</summary>
    public (string Subprotocol, DateTimeOffset ExpiresAt) TicketFor(HttpRequest request) =>
        (TicketPrefix + states.Seal(TicketPurpose, TicketLife, SecretOf(request)!), clock.GetUtcNow() + TicketLife);

    /// <summary>A ticket is used up by the request that brings it, and stands for its credential as long as that lasts.</summary>
    async ValueTask<string?> SecretAsync(HttpRequest request, CancellationToken ct)
    {
        var http = request.HttpContext;
        if (SecretOf(request) is { } secret) return secret;
        if (http.Items.TryGetValue(TicketKey, out var known)) return (string?)known;
        if (http.GetEndpoint()?.Metadata.GetMetadata<TakesTickets>() is null || TicketOf(http.WebSockets) is not { } ticket) return null;
        var opened = await states.OpenOnceAsync(TicketPurpose, ticket, ct);
        http.Items[TicketKey] = opened;
        return opened;
    }

    static string? TicketOf(WebSocketManager sockets) => !sockets.IsWebSocketRequest ? null
        : sockets.WebSocketRequestedProtocols.FirstOrDefault(p => p.StartsWith(TicketPrefix, StringComparison.Ordinal))?[TicketPrefix.Length..];

    async ValueTask<Credential?> FindAsync(string secret, CancellationToken ct)
    {
        if (Secret.Is(Secret.LiveKey, secret) || Secret.Is(Secret.TestKey, secret))
            return await cache.GetAsync(secret, () => reader.OfKeyAsync(secret, ct));
        if (Secret.Is(Secret.Session, secret))
            return await cache.GetAsync(secret, () => reader.OfSessionTokenAsync(secret, ct));
        if (secret.Count(c => c == '.') != 2 || await tokens.ReadAsync(secret, ct) is not { } token) return null;
        return await cache.GetAsync($"{token.SessionId:N}{token.WorkspaceId:N}{token.PersonId:N}", () => reader.OfAccessTokenAsync(token, ct));
    }

    static bool Within(IReadOnlyList<IPNetwork> networks, IPAddress? address)
    {
        if (address is null) return false;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return networks.Any(network => network.Contains(address));
    }
}
