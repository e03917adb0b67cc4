using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Access;

/// <summary>What a session is for. A program gets a short access token and a refresh token; a dashboard gets one session token that it keeps on the server side.</summary>
public enum SessionKind { Api, Dashboard }

/// <summary>Signs in with address and password.</summary>
public sealed record SignInRequest
{
    [Required, StringLength(254, MinimumLength = 3)] public required string Email { get; init; }
    [Required, StringLength(256, MinimumLength = 1)] public required string Password { get; init; }
    public SessionKind Kind { get; init; } = SessionKind.Api;

    /// <summary>Workspace to work in; the last one used, else the first, when left out.</summary>
    public Guid? WorkspaceId { get; init; }

    /// <summary>Address of the person's own machine, where a dashboard asks on their behalf. Believed only from proxies that the operator trusts.</summary>
    [StringLength(200)] public string? Device { get; init; }
}

/// <summary>Second factors that finish a sign-in.</summary>
public enum SecondFactor { Authenticator, RecoveryCode, Passkey }

/// <summary>A session, or the question for a second factor.</summary>
/// <param name="Session">Present when the sign-in is complete.</param>
/// <param name="Challenge">Present when a second factor is asked for: send it back with the code within ten minutes.</param>
/// <param name="Factors">Which second factors the person has.</param>
public sealed record SignInAnswer(Session? Session, string? Challenge, IReadOnlyList<SecondFactor> Factors);

/// <summary>Finishes a sign-in with a code from the authenticator app, or with a recovery code.</summary>
public sealed record SecondFactorRequest
{
    [Required, StringLength(4000, MinimumLength = 20)] public required string Challenge { get; init; }

    /// <summary>Six digits of the app, or a recovery code.</summary>
    [Required, StringLength(40, MinimumLength = 6)] public required string Code { get; init; }
}

/// <summary>Trades a one-time sign-in link, made by the server's <c>sign-in</c> command, for a session.</summary>
public sealed record RedeemSignInLinkRequest
{
    /// <summary>The token from the link.</summary>
    [Required, StringLength(200, MinimumLength = 20)] public required string Token { get; init; }
    public SessionKind Kind { get; init; } = SessionKind.Api;
}

/// <summary>Trades a refresh token for a new pair. A token that was used before ends its session.</summary>
public sealed record RefreshRequest
{
    [Required, StringLength(200, MinimumLength = 20)] public required string RefreshToken { get; init; }

    /// <summary>Workspace that the new access token works in; as before when left out.</summary>
    public Guid? WorkspaceId { get; init; }
}

/// <summary>Changes the workspace that a session works in.</summary>
public sealed record SwitchWorkspaceRequest
{
    [Required] public required Guid WorkspaceId { get; init; }
}

/// <summary>A person's session.</summary>
public sealed record Session
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required string PersonName { get; init; }

    /// <summary>Workspace that the session works in; null while the person has none.</summary>
    public Guid? WorkspaceId { get; init; }
    public string? WorkspaceName { get; init; }

    /// <summary>When the session ends at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Of a dashboard: the token of the whole session. Keep it on the server side.</summary>
    public string? SessionToken { get; init; }

    /// <summary>Of a program: a signed token (JWT) for <c>Authorization: Bearer</c>, good for 15 minutes.</summary>
    public string? AccessToken { get; init; }
    public DateTimeOffset? AccessTokenExpiresAt { get; init; }

    /// <summary>Of a program: good for one refresh.</summary>
    public string? RefreshToken { get; init; }
}

/// <summary>A session in the list of one's own.</summary>
public sealed record SessionSummary
{
    public required Guid Id { get; init; }
    public required SessionKind Kind { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public string? Address { get; init; }

    /// <summary>Browser and system in a few words.</summary>
    public string? Device { get; init; }

    /// <summary>How the person proved who they are: password, authenticator, recovery code, passkey, sso, link.</summary>
    public required IReadOnlyList<string> Methods { get; init; }
    public required bool Current { get; init; }
}
