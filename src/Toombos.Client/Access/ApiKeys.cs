using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Access;

/// <summary>Live keys do what they say; with a test key nothing ever leaves the server's process.</summary>
public enum ApiKeyMode { Live, Test }

/// <summary>An API key without its secret.</summary>
public sealed record ApiKey
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required ApiKeyMode Mode { get; init; }

    /// <summary>Beginning of the secret, to tell keys apart.</summary>
    public required string Hint { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Networks (CIDR) from which it may be used; everywhere when empty.</summary>
    public required IReadOnlyList<string> Networks { get; init; }
    public required string CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>After a rotation: until when the secret before still works.</summary>
    public DateTimeOffset? OldSecretUntil { get; init; }
}

/// <summary>Makes a key. It can do at most what its maker can.</summary>
public sealed record AddApiKeyRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
    public ApiKeyMode Mode { get; init; } = ApiKeyMode.Live;
    [Required, MinLength(1), MaxLength(50), EachText(50)] public required IReadOnlyList<string> Scopes { get; init; }
    [MaxLength(50), EachText(50)] public IReadOnlyList<string> Networks { get; init => field = value ?? field; } = [];
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Changes a key's name and networks.</summary>
public sealed record UpdateApiKeyRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
    [Required, MaxLength(50), EachText(50)] public required IReadOnlyList<string> Networks { get; init; }
}

/// <summary>Replaces a key's secret; the one before works on for the overlap.</summary>
public sealed record RotateApiKeyRequest
{
    /// <summary>Hours, 0 to 168.</summary>
    [Range(0, 168)] public int OverlapHours { get; init; } = 24;
}

/// <summary>A key with its secret, which is shown this once.</summary>
public sealed record NewApiKey(ApiKey Key, string Secret);
