using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Connections;
using Toombos.Connectors.Accounts;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Connections.Connection;

namespace Toombos.Server.Features.Connections;

/// <summary>An account at a service outside, with the tokens that open it. Tokens are renewed by <see cref="AccountTokens"/> alone, which keeps all nodes in turn.</summary>
[Announced(Client.Events.EventKinds.Connection, nameof(State))]
public sealed class Connection : ITenantOwned
{
    /// <summary>Tokens, keys, and the key files of service accounts.</summary>
    public const string SecretPurpose = "connection-token";
    public const int ProblemLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Provider { get; init; }
    public required string Name { get; set; }

    /// <summary>The server of one's own that it is at, scheme and host; null where the service is in one place.</summary>
    public string? Host { get; init; }

    /// <summary>Whose account it is, as the service names it.</summary>
    public string? AccountId { get; set; }
    public string? AccountName { get; set; }
    public required IReadOnlyList<string> Scopes { get; set; }

    /// <summary>What it was connected with: the program's id at the service. A token of one program can't be renewed by another.</summary>
    public string? ClientId { get; set; }
    [Sealed(SecretPurpose), Unlogged("Renewed by itself.")] public string? SealedAccess { get; set; }

    /// <summary>What renews the access token: a refresh token, or the key file of a service account.</summary>
    [Sealed(SecretPurpose), Unlogged("Renewed by itself.")] public string? SealedRefresh { get; set; }

    /// <summary>When the access token ends; null when it does not.</summary>
    [Unlogged("Renewed by itself.")] public DateTimeOffset? ExpiresAt { get; set; }
    [Unlogged("Renewed by itself.")] public DateTimeOffset? RefreshExpiresAt { get; set; }
    [Unlogged("Renewed by itself.")] public DateTimeOffset? RenewedAt { get; set; }

    /// <summary>Counts the tokens, so that whoever was about to renew one sees that another has.</summary>
    [Unlogged("Renewed by itself.")] public int Generation { get; set; }

    /// <summary>Whose turn it is to renew, and until when.</summary>
    [Unlogged("Bookkeeping of a turn.")] public Guid? TurnOf { get; set; }
    [Unlogged("Bookkeeping of a turn.")] public DateTimeOffset? TurnUntil { get; set; }

    /// <summary>When the service was asked for a renewal whose answer nobody has seen yet.</summary>
    [Unlogged("Bookkeeping of a turn.")] public DateTimeOffset? AskedAt { get; set; }
    public ConnectionState State { get; set; }
    [Unlogged("What happened is told by the state.")] public string? Problem { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ConnectedAt { get; set; }

    /// <summary>Takes over what a consent gave; all that stood against the connection is settled.</summary>
    public void Take(TokenAnswer.Granted tokens, SecretBox box, DateTimeOffset now)
    {
        SealedAccess = box.Protect(SecretPurpose, tokens.Access);
        SealedRefresh = tokens.Refresh is { } refresh ? box.Protect(SecretPurpose, refresh) : null;
        (ExpiresAt, RefreshExpiresAt, RenewedAt, ConnectedAt) = (now + tokens.Life, now + tokens.RefreshLife, now, now);
        (TurnOf, TurnUntil, AskedAt, State, Problem) = (null, null, null, ConnectionState.Ready, null);
        Generation++;
    }

    public Wire ToWire(AccountProvider? provider, IReadOnlyList<Client.Connections.ConnectionUse> uses) => new()
    {
        Id = Id, Provider = Provider, Name = Name, Host = Host, AccountName = AccountName, State = State, Problem = Problem ?? (provider is null ? null : ConnectionRules.Missed(provider, Scopes)), CreatedAt = CreatedAt, ConnectedAt = ConnectedAt, RenewedAt = RenewedAt, UsedBy = uses,
        EndsAt = SealedRefresh is null ? ExpiresAt : RefreshExpiresAt,
        Scopes = [.. (provider?.Scopes ?? []).Select(s => new GrantedScope(s.Scope, s.Means, ConnectionRules.Allows(Scopes, s.Scope)))],
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Connection>
    {
        public void Configure(EntityTypeBuilder<Connection> builder)
        {
            builder.ToTable("connections");
            builder.Property(c => c.Provider).HasMaxLength(50);
            builder.Property(c => c.Name).HasMaxLength(100);
            builder.Property(c => c.Host).HasMaxLength(300);
            builder.Property(c => c.AccountId).HasMaxLength(200);
            builder.Property(c => c.AccountName).HasMaxLength(200);
            builder.Property(c => c.ClientId).HasMaxLength(500);
            builder.Property(c => c.Scopes).AsJson();
            builder.Property(c => c.SealedAccess).HasMaxLength(12_000);
            builder.Property(c => c.SealedRefresh).HasMaxLength(20_000);
            builder.Property(c => c.Problem).HasMaxLength(ProblemLength);
            builder.HasIndex(c => c.ExpiresAt);
        }
    }
}

/// <summary>The tables of Connections.</summary>
public static class ConnectionTables
{
    extension(ToombosDb db)
    {
        public DbSet<Connection> Connections => db.Set<Connection>();
        public DbSet<ConnectionAttempt> ConnectionAttempts => db.Set<ConnectionAttempt>();
        public DbSet<ProviderApp> ProviderApps => db.Set<ProviderApp>();
    }
}
