using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Accounts;

/// <summary>A passkey of the signed-in person.</summary>
public sealed record Passkey(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>Options for the browser's <c>navigator.credentials</c>, and the state to send back with its answer within five minutes.</summary>
public sealed record PasskeyChallenge(string Options, string State);

/// <summary>Registers a passkey.</summary>
public sealed record AddPasskeyRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }

    /// <summary>The browser's answer as JSON.</summary>
    [Required, StringLength(32_000, MinimumLength = 2)] public required string Credential { get; init; }
    [Required, StringLength(8_000, MinimumLength = 20)] public required string State { get; init; }
}

/// <summary>Renames a passkey.</summary>
public sealed record RenamePasskeyRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
}

/// <summary>Signs in with a passkey.</summary>
public sealed record PasskeySignInRequest
{
    [Required, StringLength(32_000, MinimumLength = 2)] public required string Credential { get; init; }
    [Required, StringLength(8_000, MinimumLength = 20)] public required string State { get; init; }
    public Access.SessionKind Kind { get; init; } = Access.SessionKind.Api;
}
