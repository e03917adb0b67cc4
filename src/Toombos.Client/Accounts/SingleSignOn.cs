using System.ComponentModel.DataAnnotations;
using Toombos.Client.Access;

namespace Toombos.Client.Accounts;

/// <summary>A workspace's OpenID Connect provider.</summary>
public sealed record SsoProvider
{
    public required string Issuer { get; init; }
    public required string ClientId { get; init; }
    public required WorkspaceRole DefaultRole { get; init; }

    /// <summary>Whether members with an address in a verified domain must sign in this way.</summary>
    public required bool Required { get; init; }
    public required IReadOnlyList<SsoDomain> Domains { get; init; }

    /// <summary>Address that the provider must send people back to.</summary>
    public required string RedirectAddress { get; init; }
    public required int Version { get; init; }
}

/// <summary>A mail domain that the workspace claims. It counts once the TXT record is found.</summary>
public sealed record SsoDomain(string Domain, string TxtName, string TxtValue, DateTimeOffset? VerifiedAt);

/// <summary>Sets a workspace's provider up. The secret is never given out again; null keeps it.</summary>
public sealed record SetSsoProviderRequest
{
    [Required, StringLength(500), Url] public required string Issuer { get; init; }
    [Required, StringLength(500, MinimumLength = 1)] public required string ClientId { get; init; }
    [StringLength(500)] public string? ClientSecret { get; init; }
    public WorkspaceRole DefaultRole { get; init; } = WorkspaceRole.Viewer;
    public bool Required { get; init; }
    [Required, MaxLength(20), EachText(253)] public required IReadOnlyList<string> Domains { get; init; }
}

/// <summary>Begins a sign-in at the provider that the address's domain belongs to.</summary>
public sealed record StartSsoRequest
{
    [Required, StringLength(254, MinimumLength = 3)] public required string Email { get; init; }
}

/// <summary>Where to send the browser, and the state to keep for its return within ten minutes.</summary>
public sealed record SsoStart(string AuthorizationAddress, string State);

/// <summary>Finishes a sign-in at a provider.</summary>
public sealed record SsoSignInRequest
{
    /// <summary>Query of the address that the provider sent the browser back to.</summary>
    [Required, StringLength(8_000, MinimumLength = 3)] public required string Query { get; init; }
    [Required, StringLength(8_000, MinimumLength = 20)] public required string State { get; init; }
    public SessionKind Kind { get; init; } = SessionKind.Api;
}
