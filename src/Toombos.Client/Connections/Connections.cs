using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Connections;

/// <summary>How accounts of a service are connected.</summary>
public enum ConnectionWay
{
    /// <summary>The person consents at the service: start, open the address, finish.</summary>
    Consent,

    /// <summary>A token that was made at the service is pasted.</summary>
    Token,

    /// <summary>The key file of a service account is pasted.</summary>
    KeyFile,
}

/// <summary>Whether a connected account can be used.</summary>
public enum ConnectionState
{
    /// <summary>It opens; its token is renewed by itself where that is possible.</summary>
    Ready,

    /// <summary>It no longer opens; somebody must connect it again.</summary>
    Reconnect,
}

/// <summary>An account at a service outside. Its tokens are never shown.</summary>
public sealed record Connection
{
    public required Guid Id { get; init; }

    /// <summary>Name of the service: <c>google</c>, <c>google-service-account</c>, <c>notion</c>, <c>notion-token</c>, …</summary>
    public required string Provider { get; init; }
    public required string Name { get; init; }

    /// <summary>The server of one's own that it is at, such as https://git.example.com; null where the service is in one place.</summary>
    public string? Host { get; init; }

    /// <summary>Whose account it is, as the service says.</summary>
    public string? AccountName { get; init; }
    public required ConnectionState State { get; init; }

    /// <summary>What is wrong, as a sentence that says what to do; null when nothing is.</summary>
    public string? Problem { get; init; }

    /// <summary>What was asked for, and whether it was allowed.</summary>
    public required IReadOnlyList<GrantedScope> Scopes { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ConnectedAt { get; init; }

    /// <summary>When its token was last renewed.</summary>
    public DateTimeOffset? RenewedAt { get; init; }

    /// <summary>When it must be connected again; null where it renews itself.</summary>
    public DateTimeOffset? EndsAt { get; init; }
    public required IReadOnlyList<ConnectionUse> UsedBy { get; init; }
}

/// <summary>Something that an account was asked to allow.</summary>
/// <param name="Means">In plain words.</param>
public sealed record GrantedScope(string Scope, string Means, bool Granted);

/// <summary>Something that uses a connected account.</summary>
/// <param name="Kind">Such as <c>source</c>.</param>
public sealed record ConnectionUse(string Kind, Guid Id, string Name);

/// <summary>A service that accounts can be connected at.</summary>
public sealed record ConnectionProvider
{
    public required string Provider { get; init; }
    public required string Name { get; init; }
    public required string Purpose { get; init; }
    public required ConnectionWay Way { get; init; }

    /// <summary>What is asked for.</summary>
    public required IReadOnlyList<ProviderScope> Scopes { get; init; }

    /// <summary>Kinds of sources and channels that use it.</summary>
    public required IReadOnlyList<string> Serves { get; init; }

    /// <summary>What to paste, for services that are connected so.</summary>
    public string? Paste { get; init; }

    /// <summary>The usual server of a service that may also run on one of one's own; null where it is in one place.</summary>
    public string? Host { get; init; }

    /// <summary>Whether accounts can be connected now: a program is registered, or none is needed.</summary>
    public required bool Ready { get; init; }

    /// <summary>Of the workspace's own program; null where it has none.</summary>
    public string? ClientId { get; init; }

    /// <summary>Whether the operator of the server has registered a program, which is used where the workspace has none.</summary>
    public required bool OperatorsApp { get; init; }

    /// <summary>The address to register at the service, letter by letter.</summary>
    public string? RedirectAddress { get; init; }
    public required string Docs { get; init; }

    /// <summary>Day on which somebody last verified its addresses and habits.</summary>
    public required DateOnly CheckedOn { get; init; }
}

/// <summary>Something that a service is asked to allow.</summary>
/// <param name="Means">In plain words.</param>
public sealed record ProviderScope(string Scope, string Means);

/// <summary>Begins to connect an account by consent.</summary>
public sealed record StartConnectionRequest
{
    /// <summary>The service; may be left out when a connection is made good again.</summary>
    [StringLength(50)] public string? Provider { get; init; }

    /// <summary>What people here call it; the account's own name when left out.</summary>
    [StringLength(100, MinimumLength = 1)] public string? Name { get; init; }

    /// <summary>The connection to make good again; a new one when left out.</summary>
    public Guid? ConnectionId { get; init; }
}

/// <summary>Where to send the person.</summary>
/// <param name="Address">To be opened in the browser of whoever started.</param>
/// <param name="EndsAt">Until when they must be back.</param>
public sealed record ConnectionStart(string Address, DateTimeOffset EndsAt);

/// <summary>The answer that the service sent back.</summary>
public sealed record FinishConnectionRequest
{
    /// <summary>The whole query of the address that the browser came back to.</summary>
    [Required, StringLength(8000, MinimumLength = 1)] public required string Query { get; init; }
}

/// <summary>Connects an account by something that is pasted.</summary>
public sealed record AddConnectionRequest
{
    [Required, StringLength(50, MinimumLength = 1)] public required string Provider { get; init; }
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }

    /// <summary>The server of one's own that the account is at, for services that may run on one; their usual one when left out.</summary>
    [StringLength(300)] public string? Host { get; init; }

    /// <summary>The token, or the whole text of the key file. It is tried at the service before it is kept.</summary>
    [Required, StringLength(10_000, MinimumLength = 1)] public required string Token { get; init; }
}

/// <summary>Changes a connection; what is left out stays.</summary>
public sealed record UpdateConnectionRequest
{
    [StringLength(100, MinimumLength = 1)] public string? Name { get; init; }

    /// <summary>Another token or key file of the same account, for services where one is pasted.</summary>
    [StringLength(10_000, MinimumLength = 1)] public string? Token { get; init; }
}

/// <summary>The workspace's own program at a service.</summary>
public sealed record SetProviderAppRequest
{
    [Required, StringLength(500, MinimumLength = 1)] public required string ClientId { get; init; }

    /// <summary>Kept when left out, taken away when empty.</summary>
    [StringLength(1000)] public string? ClientSecret { get; init; }
}

/// <summary>Whether an account opens now, and what to do where it does not.</summary>
public sealed record ConnectionCheck(bool Good, string Sentence);
