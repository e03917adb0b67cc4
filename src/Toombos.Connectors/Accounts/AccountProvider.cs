namespace Toombos.Connectors.Accounts;

/// <summary>How an account is connected.</summary>
public enum AccountWay
{
    /// <summary>The person is sent to the service and comes back with its consent.</summary>
    Consent,

    /// <summary>A token that was made at the service is pasted.</summary>
    Token,

    /// <summary>The key file of a service account is pasted.</summary>
    KeyFile,
}

/// <summary>Something that an account is asked to allow.</summary>
/// <param name="Means">In words that whoever consents understands.</param>
public sealed record AccountScope(string Scope, string Means);

/// <summary>Where a service says whose account a token opens.</summary>
/// <param name="Id">Where the id stands in the answer, such as <c>data.id</c>.</param>
/// <param name="Named">Where the name stands; the first that is there.</param>
public sealed record AccountWho(string Address, string Id, IReadOnlyList<string> Named);

/// <summary>How a token of hours is traded for one of weeks, as at Meta, where there are no refresh tokens.</summary>
/// <param name="Grant">The grant type.</param>
/// <param name="Field">The parameter that carries the token.</param>
/// <param name="RenewAddress">Where a token of weeks is traded for the next; null where only a person can renew it.</param>
public sealed record AccountExchange(string Address, string Grant, string Field, string? RenewAddress = null, string? RenewGrant = null);

/// <summary>A service at which accounts are connected: its addresses and its habits, as data with a date.</summary>
public sealed record AccountProvider
{
    public required string Provider { get; init; }
    public required string Name { get; init; }

    /// <summary>What an account is good for, as a sentence.</summary>
    public required string Purpose { get; init; }
    public required AccountWay Way { get; init; }
    public string? AuthorizeAddress { get; init; }
    public string? TokenAddress { get; init; }

    /// <summary>Null where the service takes nothing back.</summary>
    public string? RevokeAddress { get; init; }

    /// <summary>Null where the first token is the one to keep.</summary>
    public AccountExchange? Exchange { get; init; }
    public required AccountWho Who { get; init; }

    /// <summary>Scheme and host that tokens belong to, for services that are found by the address of what is read; null elsewhere.</summary>
    public string? Host { get; init; }

    /// <summary>Whether the service may run on a server of one's own, whose address then stands in the place of <see cref="Host"/>.</summary>
    public bool OwnHost { get; init; }
    public required IReadOnlyList<AccountScope> Scopes { get; init; }

    /// <summary>What stands between scopes; a space where nothing is said.</summary>
    public string? ScopeSeparator { get; init; }

    /// <summary>Whether the service knows the proof key (S256) of RFC 7636.</summary>
    public bool Pkce { get; init; }

    /// <summary>Whether client id and secret go in the header of calls for tokens, rather than in the body.</summary>
    public bool Basic { get; init; }

    /// <summary>Whether calls for tokens are JSON rather than a form.</summary>
    public bool Json { get; init; }

    /// <summary>Whether each refresh token is good once; using it twice may end the whole consent.</summary>
    public bool SingleUseRefresh { get; init; }

    /// <summary>How long before its end a token is renewed unasked; 0 where it is renewed when it is needed.</summary>
    public int RenewAheadSeconds { get; init; }

    /// <summary>Further parameters of the address at which people consent.</summary>
    public IReadOnlyDictionary<string, string>? Extra { get; init; }

    /// <summary>Headers of every call.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Kinds of sources and channels that use it.</summary>
    public required IReadOnlyList<string> Serves { get; init; }

    /// <summary>What to paste, as a sentence; null where nothing is.</summary>
    public string? Paste { get; init; }
    public required string Docs { get; init; }
    public required DateOnly CheckedOn { get; init; }

    /// <summary>As it is at a server of one's own.</summary>
    public AccountProvider At(string? host) => host is null || Host is null ? this : this with { Host = host, Who = Who with { Address = Who.Address.Replace(Host, host, StringComparison.Ordinal) } };
}

/// <summary>The program that is registered at a service, in whose name people are asked.</summary>
public sealed record AccountApp(string ClientId, string? ClientSecret);
