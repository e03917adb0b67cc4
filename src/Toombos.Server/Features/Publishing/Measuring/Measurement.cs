using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Publishing;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Publishing.Measuring;

/// <summary>What was read of how a publication fares, and when it is read next. Begun when it has been published on a channel that tells figures.</summary>
[Unlogged("Figures that networks tell, read again and again.")]
public sealed class Measurement : ITenantOwned
{
    public const int MostPoints = 40;

    /// <summary>How old posts are when they are read by themselves: often while they are fresh, then seldom, for a month.</summary>
    public static IReadOnlyList<TimeSpan> Ages { get; } = [.. ((double[])[1, 3, 6, 12, 24, 48, 72, 7 * 24, 14 * 24, 30 * 24]).Select(TimeSpan.FromHours)];

    /// <summary>Where the network takes money for every look.</summary>
    public static IReadOnlyList<TimeSpan> PaidAges { get; } = [TimeSpan.FromDays(1), TimeSpan.FromDays(7)];

    /// <summary>The publication's.</summary>
    public required Guid Id { get; init; }
    public Guid WorkspaceId { get; set; }
    public required Guid ChannelId { get; init; }
    public required string ChannelKind { get; init; }

    /// <summary>What the channel calls the post.</summary>
    public required string Reference { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public IReadOnlyList<MetricPoint> Points { get; private set; } = [];

    /// <summary>Null when it is not read by itself any more.</summary>
    public DateTimeOffset? NextAt { get; internal set; }

    /// <summary>Why the last reading gave nothing.</summary>
    public string? Error { get; private set; }

    public static Measurement? Of(Publication publication, string? reference, DateTimeOffset now)
    {
        if (publication.DryRun || publication.Withdraws || reference is null || ConnectorList.Find(publication.ChannelKind)?.Measures is not { Count: > 0 }) return null;
        var measurement = new Measurement { Id = publication.Id, ChannelId = publication.ChannelId, ChannelKind = publication.ChannelKind, Reference = reference, PublishedAt = now };
        measurement.Plan(now);
        return measurement;
    }

    public void Read(IReadOnlyDictionary<Connectors.Channels.Metric, long> figures, DateTimeOffset now)
    {
        MetricPoint point = new(now, [.. figures.OrderBy(f => f.Key).Select(f => new MetricValue(Enum.Parse<Client.Publishing.Metric>(f.Key.ToString()), f.Value))]);
        Points = [.. Points.TakeLast(MostPoints - 1), point];
        Error = null;
        Plan(now);
    }

    /// <param name="after">When it is tried again, where the other side said so.</param>
    public void Refuse(string sentence, TimeSpan? after, DateTimeOffset now)
    {
        Error = AuditedText.Clean(sentence, Publication.ErrorLength);
        Plan(now);
        if (NextAt is not null && after is { } wait && now + wait < NextAt) NextAt = now + wait;
    }

    /// <summary>Nothing more will come of it.</summary>
    public void End(string? sentence) => (NextAt, Error) = (null, sentence);

    void Plan(DateTimeOffset now)
    {
        var ages = ChannelKinds.Find(ChannelKind)?.Price is null ? Ages : PaidAges;
        NextAt = ages.Select(age => PublishedAt + age).Where(at => at > now).Select(at => (DateTimeOffset?)at).FirstOrDefault();
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Measurement>
    {
        public void Configure(EntityTypeBuilder<Measurement> builder)
        {
            builder.ToTable("measurements");
            builder.Property(m => m.ChannelKind).HasMaxLength(50);
            builder.Property(m => m.Reference).HasMaxLength(Delivery.ReferenceLength);
            builder.Property(m => m.Points).AsJson();
            builder.Property(m => m.Error).HasMaxLength(Publication.ErrorLength);
            builder.HasIndex(m => m.NextAt);
            builder.HasOne<Publication>().WithOne().HasForeignKey<Measurement>(m => m.Id).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
