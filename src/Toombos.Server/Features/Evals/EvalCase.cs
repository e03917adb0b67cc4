using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Evals.EvalCase;

namespace Toombos.Server.Features.Evals;

/// <summary>A case of the golden set: a copy of all that writing a draft takes, so that it outlives the draft and its document.</summary>
[Announced(Client.Events.EventKinds.EvalCase)]
public sealed class EvalCase : ITenantOwned
{
    public const int NameLength = 100;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required string Name { get; set; }
    public required Guid DraftId { get; init; }
    public required string Channel { get; init; }
    public required string Voice { get; init; }
    public required string Template { get; init; }
    public string? Brief { get; init; }
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>The text that stood there. What models do not write of it, such as greeting, links and farewell, is the frame of what they do.</summary>
    public required DraftContent Content { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    public Wire ToWire() => new()
    {
        Id = Id, Name = Name, Channel = Channel, Voice = Voice, Language = Content.Language, Brief = Brief, Items = [.. Items.Select(i => i.Title)], DraftId = DraftId, CreatedAt = CreatedAt, CreatedBy = CreatedBy,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<EvalCase>
    {
        public void Configure(EntityTypeBuilder<EvalCase> builder)
        {
            builder.ToTable("eval_cases");
            builder.Property(c => c.Name).HasMaxLength(NameLength);
            builder.Property(c => c.Channel).HasMaxLength(50);
            builder.Property(c => c.Voice).HasMaxLength(50);
            builder.Property(c => c.Template).HasMaxLength(50);
            builder.Property(c => c.Brief).HasMaxLength(100);
            builder.Property(c => c.Items).AsJson();
            builder.Property(c => c.Content).AsJson();
            builder.Property(c => c.CreatedBy).HasMaxLength(100);
        }
    }
}
