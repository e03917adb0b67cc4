using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Models;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Models.ModelProvider;

namespace Toombos.Server.Features.Models;

/// <summary>A provider of models that the workspace uses with a key of its own.</summary>
[Announced(Client.Events.EventKinds.ModelProvider)]
public sealed class ModelProvider : ITenantOwned
{
    public const string SecretPurpose = "model-key";
    const int ProblemLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Name { get; set; }
    public required ModelProtocol Protocol { get; init; }
    public required string Address { get; set; }
    [Sealed(SecretPurpose)] public string? SealedKey { get; set; }
    public required IReadOnlyList<ModelEntry> Models { get; set; }
    public bool Off { get; set; }
    public required int MaxConcurrent { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    [Unlogged("Noted with every check.")] public DateTimeOffset? CheckedAt { get; private set; }
    [Unlogged("Noted with every check.")] public string? Problem { get; private set; }

    /// <summary>What a check found; null when all was good.</summary>
    public void Note(string? problem, DateTimeOffset now) => (CheckedAt, Problem) = (now, problem is { Length: > ProblemLength } ? problem[..ProblemLength] : problem);

    /// <summary>What was found is no longer known, because something was changed.</summary>
    public void Forget() => (CheckedAt, Problem) = (null, null);

    public ModelEntry? Find(string model) => Models.FirstOrDefault(m => m.Name == model);

    public Wire ToWire() => new()
    {
        Id = Id, Name = Name, Protocol = Protocol, Address = Address, HasKey = SealedKey is not null, Models = Models, Off = Off, MaxConcurrent = MaxConcurrent, CreatedAt = CreatedAt, CheckedAt = CheckedAt, Problem = Problem,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<ModelProvider>
    {
        public void Configure(EntityTypeBuilder<ModelProvider> builder)
        {
            builder.ToTable("model_providers");
            builder.Property(p => p.Name).HasMaxLength(100);
            builder.Property(p => p.Address).HasMaxLength(500);
            builder.Property(p => p.SealedKey).HasMaxLength(4000);
            builder.Property(p => p.Models).AsJson();
            builder.Property(p => p.Problem).HasMaxLength(ProblemLength);
            builder.HasIndex(p => new { p.WorkspaceId, p.Name });
        }
    }
}

/// <summary>Which models the workspace asks for what, and what it may spend. One row each, made when it is first changed.</summary>
public sealed class ModelPolicyRow : ITenantOwned
{
    public Guid WorkspaceId { get; set; }
    public required ModelPolicy Policy { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ModelPolicyRow>
    {
        public void Configure(EntityTypeBuilder<ModelPolicyRow> builder)
        {
            builder.ToTable("model_policies");
            builder.HasKey(p => p.WorkspaceId);
            builder.Property(p => p.WorkspaceId).ValueGeneratedNever();
            builder.Property(p => p.Policy).AsJson();
        }
    }
}

/// <summary>The tables of Models.</summary>
public static class ModelTables
{
    extension(ToombosDb db)
    {
        public DbSet<ModelProvider> ModelProviders => db.Set<ModelProvider>();
        public DbSet<ModelPolicyRow> ModelPolicies => db.Set<ModelPolicyRow>();
        public DbSet<ModelAnswerRow> ModelAnswers => db.Set<ModelAnswerRow>();
        public DbSet<ModelCallRow> ModelCalls => db.Set<ModelCallRow>();
        public async Task<ModelPolicy> ModelPolicyAsync(CancellationToken ct) => (await db.ModelPolicies.AsNoTracking().FirstOrDefaultAsync(ct))?.Policy ?? new();
    }
}
