using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Toombos.Client.Models;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Models;

/// <summary>A call of a model and what it cost, or what is reserved for it while it is under way. Money is in millionths of a US dollar, so that sums are exact.</summary>
[Unlogged("It is a log itself.")]
public sealed class ModelCallRow : ITenantOwned
{
    public const int ProblemLength = 500;
    const decimal Millionths = 1_000_000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid WorkspaceId { get; set; }
    public required DateTimeOffset At { get; init; }
    public required ModelPurpose Purpose { get; init; }
    public required Guid ProviderId { get; init; }
    public required string Model { get; init; }
    public Guid? DraftId { get; init; }
    public required string By { get; init; }
    public required string Prompt { get; init; }
    public int InputTokens { get; private set; }
    public int OutputTokens { get; private set; }

    /// <summary>What counts against the caps: first what it may cost at most, then what it did cost.</summary>
    public required long Cost { get; set; }

    /// <summary>Under way. One whose process died keeps its reservation until it is too old to be under way.</summary>
    public bool Open { get; private set; } = true;
    public int Milliseconds { get; private set; }
    public string? Problem { get; private set; }
    public bool Cached { get; init; }

    /// <summary>Price of so many tokens, rounded up to a millionth.</summary>
    public static long CostOf(ModelEntry model, long input, long output) => (long)Math.Ceiling(input * model.InputPrice + output * model.OutputPrice);

    public static long MillionthsOf(decimal dollars) => (long)Math.Round(dollars * Millionths);

    public static decimal DollarsOf(long millionths) => millionths / Millionths;

    public void Settle(int input, int output, long cost, TimeSpan took, string? problem)
    {
        (InputTokens, OutputTokens, Cost, Open) = (input, output, cost, false);
        Milliseconds = (int)Math.Min(took.TotalMilliseconds, int.MaxValue);
        Problem = problem is { Length: > ProblemLength } ? problem[..ProblemLength] : problem;
    }

    public ModelCall ToWire() => new()
    {
        Id = Id, At = At, Purpose = Purpose, ProviderId = ProviderId, Model = Model, DraftId = DraftId, By = By, Prompt = Prompt, InputTokens = InputTokens, OutputTokens = OutputTokens,
        Cost = DollarsOf(Cost), Milliseconds = Milliseconds, Problem = Problem, Cached = Cached,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<ModelCallRow>
    {
        public void Configure(EntityTypeBuilder<ModelCallRow> builder)
        {
            builder.ToTable("model_calls");
            builder.Property(c => c.Model).HasMaxLength(200);
            builder.Property(c => c.By).HasMaxLength(AuditRow.NameLength);
            builder.Property(c => c.Prompt).HasMaxLength(100);
            builder.Property(c => c.Problem).HasMaxLength(ProblemLength);
            builder.HasIndex(c => new { c.WorkspaceId, c.At });
            builder.HasIndex(c => c.DraftId).HasFilter("\"DraftId\" IS NOT NULL");
        }
    }
}
