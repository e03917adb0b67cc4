using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Access;

/// <summary>Trades a one-time sign-in link for a key that lives as long as a session.</summary>
public sealed record RedeemSignInLinkRequest
{
    /// <summary>The token from the link.</summary>
    [Required, StringLength(200, MinimumLength = 20)] public required string Token { get; init; }
}

/// <summary>A session of the dashboard.</summary>
/// <param name="Key">API key of the session; keep it on the server side.</param>
public sealed record Session(string Key, DateTimeOffset ExpiresAt, Guid WorkspaceId, string WorkspaceName);
