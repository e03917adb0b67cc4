using Toombos.Client.Models;

namespace Toombos.Dashboard.Models;

/// <summary>The caps as they are typed; empty for none.</summary>
public sealed class CapForm
{
    public decimal? PerDraft { get; set; }
    public decimal? PerDay { get; set; }
    public decimal? PerMonth { get; set; }

    public static CapForm Of(ModelPolicy policy) => new() { PerDraft = policy.PerDraft, PerDay = policy.PerDay, PerMonth = policy.PerMonth };

    public ModelPolicy Into(ModelPolicy policy) => policy with { PerDraft = PerDraft, PerDay = PerDay, PerMonth = PerMonth };
}
