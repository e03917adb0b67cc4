using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Connector = Toombos.Connectors.Channels.Connector;
using ConnectorList = Toombos.Connectors.Channels.ConnectorList;
using Publishes = Toombos.Connectors.Channels.Publishes;
using Wire = Toombos.Client.Channels.Channel;

namespace Toombos.Server.Features.Channels;

/// <summary>A connected destination. What it must not tell is sealed; how it stands is noted by checks and by whoever sends.</summary>
[Announced(Client.Events.EventKinds.Channel, nameof(State))]
public sealed class Channel : ITenantOwned
{
    public const string SecretPurpose = "channel-secret";

    /// <summary>How long a replaced key signs beside the new one.</summary>
    public static TimeSpan Overlap { get; } = TimeSpan.FromDays(1);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Name { get; set; }

    /// <summary>Of its connector.</summary>
    public required string Kind { get; init; }

    /// <summary>As its connector's form has read them; replaced as a whole.</summary>
    public required JsonObject Settings { get; set; }

    /// <summary>Names of the secrets below.</summary>
    public IReadOnlyList<string> Secrets { get; private set; } = [];

    /// <summary>Passwords, tokens and keys by name, as JSON.</summary>
    [Sealed(SecretPurpose)] public string? SealedSecrets { get; private set; }

    /// <summary>Those before the last rotation of a key.</summary>
    [Sealed(SecretPurpose)] public string? SealedOldSecrets { get; private set; }
    public DateTimeOffset? OldSecretUntil { get; set; }
    public ChannelState State { get; private set; }
    public required DateTimeOffset CreatedAt { get; init; }
    [Unlogged("Noted with every check.")] public DateTimeOffset? CheckedAt { get; private set; }
    [Unlogged("Noted with every check.")] public string? Problem { get; private set; }

    /// <summary>What its own server says that it takes, by the names of its kind's truth table; empty where that has none, or was not asked yet.</summary>
    [Unlogged("Told by the server at every check.")] public IReadOnlyDictionary<string, int> Limits { get; set; } = NoLimits;

    static readonly IReadOnlyDictionary<string, int> NoLimits = new Dictionary<string, int>();

    public Connector About => ConnectorList.Of(Kind);

    /// <summary>The connected account that it posts with; null where it has secrets of its own, or none.</summary>
    public Guid? ConnectionId => About.Form.Connected is { } chosen && Guid.TryParse(Settings[chosen.Name]?.ToString(), out var id) ? id : null;

    public void Keep(IReadOnlyDictionary<string, string> secrets, SecretBox box) =>
        (Secrets, SealedSecrets) = ([.. secrets.Keys.Order(StringComparer.Ordinal)], secrets.Count == 0 ? null : box.Protect(SecretPurpose, Json.Write(new Dictionary<string, string>(secrets))));

    /// <summary>New ones, beside which the old ones hold for a day.</summary>
    public void Rotate(IReadOnlyDictionary<string, string> secrets, SecretBox box, DateTimeOffset now)
    {
        (SealedOldSecrets, OldSecretUntil) = (SealedSecrets, now + Overlap);
        Keep(secrets, box);
    }

    public void Switch(bool off) => State = off ? ChannelState.Off : ChannelState.Ready;

    /// <summary>What was found is no longer known, because something was changed.</summary>
    public void Forget()
    {
        (CheckedAt, Problem, Limits) = (null, null, NoLimits);
        if (State == ChannelState.Refused) State = ChannelState.Ready;
    }

    /// <summary>How it stands: what is wrong as a sentence, null when nothing is; and whether the other side lets nobody in any more.</summary>
    public void Note(string? problem, bool refused, DateTimeOffset now)
    {
        (CheckedAt, Problem) = (now, problem is { Length: > 1000 } ? problem[..1000] : problem);
        if (State != ChannelState.Off) State = refused ? ChannelState.Refused : ChannelState.Ready;
    }

    /// <param name="siteAddress">Where Toombos shows the site of a channel.</param>
    public Wire ToWire(Func<Guid, string> siteAddress) => new()
    {
        Id = Id, Name = Name, Kind = Kind, State = State, CreatedAt = CreatedAt, Settings = Settings, Secrets = Secrets, Takes = About.Takes, Target = Opened(NoSecrets).Target,
        CheckedAt = CheckedAt, Problem = Problem, Limits = Limits, Address = About.Publishes == Publishes.Site ? Opened(NoSecrets).ShownAt ?? siteAddress(Id) : null,
    };

    static readonly IReadOnlyDictionary<string, string> NoSecrets = new Dictionary<string, string>();

    public ChannelAccount Opened(IReadOnlyDictionary<string, string> secrets) => About.Form.Open(Settings, secrets) with { Id = Id };

    internal sealed class Mapping : IEntityTypeConfiguration<Channel>
    {
        public void Configure(EntityTypeBuilder<Channel> builder)
        {
            builder.ToTable("channels");
            builder.Property(c => c.Name).HasMaxLength(100);
            builder.Property(c => c.Kind).HasMaxLength(50);
            builder.Property(c => c.Settings).AsJson();
            builder.Property(c => c.Secrets).AsJson();
            builder.Property(c => c.Limits).AsJson();
            builder.Property(c => c.SealedSecrets).HasMaxLength(20_000);
            builder.Property(c => c.SealedOldSecrets).HasMaxLength(20_000);
            builder.Ignore(c => c.About).Ignore(c => c.ConnectionId);
            builder.Property(c => c.Problem).HasMaxLength(1000);
        }
    }
}

/// <summary>The table of Channels.</summary>
public static class ChannelTables
{
    extension(ToombosDb db)
    {
        public DbSet<Channel> Channels => db.Set<Channel>();
    }
}
