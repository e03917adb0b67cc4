using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Secrets;

/// <summary>A change of keys: begun when its key is made, finished when nothing lies under an older one. One that was cut short is taken up again.</summary>
public sealed class SecretRotation : IShared
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Id of the key in the ring.</summary>
    public required Guid KeyId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SecretRotation>
    {
        public void Configure(EntityTypeBuilder<SecretRotation> builder) => builder.ToTable("secret_rotations");
    }
}
