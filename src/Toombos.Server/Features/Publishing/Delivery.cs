using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Publishing;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Api;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Publishing.Delivery;

namespace Toombos.Server.Features.Publishing;

/// <summary>
/// A line of the ledger: one thing to one receiver. A reader is known by the subscriber's id only, so that who they are is gone from here when they are
/// erased there. Changes of state go through <see cref="DeliveryMoves"/>.
/// </summary>
[Unlogged("A ledger of its own: every attempt is a row that is never changed after its answer. What people do to it is recorded by their endpoints.")]
public sealed class Delivery : ITenantOwned
{
    public const int ReferenceLength = 400;

    static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required Guid PublicationId { get; init; }

    /// <summary>The subscriber for email, the channel for everything else.</summary>
    public required Guid Target { get; init; }
    public DeliveryState State { get; internal set; }

    /// <summary>How often it was armed; never goes back.</summary>
    public int Attempt { get; internal set; }

    /// <summary>Tries in a row that ended in "later", and looks that found nothing out.</summary>
    public int Failures { get; internal set; }

    /// <summary>A try went out of which nobody heard the end: whatever follows, only a word from the other side or from a person settles it.</summary>
    public bool MayHaveArrived { get; internal set; }
    public string? Reference { get; internal set; }

    /// <summary>What its steps have got done, where it takes several; written between them.</summary>
    public IReadOnlyDictionary<string, string> Memory { get; private set; } = Nothing;
    public DeliveryProblem? Problem { get; internal set; }
    public string? Error { get; internal set; }
    public DateTimeOffset? NextAttemptAt { get; internal set; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The same at every attempt, so that whoever can tell repetitions does.</summary>
    public string IdempotencyKey => $"tb_{Id:N}";

    /// <summary>Whether a step was begun of which nobody heard the end.</summary>
    public bool IsInDoubt => Memory.Values.Contains(DispatchSteps.Doubt);

    internal void Remember(string name, string? value)
    {
        var memory = Memory.Where(m => m.Key != name).ToDictionary();
        if (value is not null) memory[name] = value;
        Memory = memory;
    }

    /// <summary>Knows what another knew of the same posts, to change them.</summary>
    internal void GoOnFrom(Delivery before) => (Memory, Reference) = (before.Memory, before.Reference);

    /// <summary>A person says that what is in doubt did not happen.</summary>
    internal void ForgetDoubts() => Memory = Memory.Where(m => m.Value != DispatchSteps.Doubt).ToDictionary();

    public Wire ToWire(string target, Guid? subscriber, string? address) => new()
    {
        Id = Id, PublicationId = PublicationId, State = State, Target = target, SubscriberId = subscriber, Attempt = Attempt, IdempotencyKey = IdempotencyKey, Reference = Reference,
        Address = State is DeliveryState.Sent or DeliveryState.Confirmed ? address : null, Problem = Problem, Error = Error, NextAttemptAt = NextAttemptAt, UpdatedAt = UpdatedAt,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Delivery>
    {
        public void Configure(EntityTypeBuilder<Delivery> builder)
        {
            builder.ToTable("deliveries");
            builder.Property(d => d.Reference).HasMaxLength(ReferenceLength);
            builder.Property(d => d.Memory).AsJson();
            builder.Ignore(d => d.IsInDoubt);
            builder.Property(d => d.Error).HasMaxLength(Publication.ErrorLength);
            builder.Ignore(d => d.IdempotencyKey);
            builder.HasIndex(d => new { d.PublicationId, d.Target }).IsUnique();
            builder.HasIndex(d => new { d.PublicationId, d.State, d.Id });
            builder.HasOne<Publication>().WithMany().HasForeignKey(d => d.PublicationId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
