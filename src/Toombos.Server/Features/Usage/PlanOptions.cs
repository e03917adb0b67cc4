using System.ComponentModel.DataAnnotations;
using Toombos.Client.Usage;

namespace Toombos.Server.Features.Usage;

/// <summary>One plan as plans.json and the section <c>Plans</c> write it. An empty limit is none.</summary>
sealed class PlanOptions
{
    [Required, StringLength(100, MinimumLength = 1)] public string? Title { get; set; }
    [StringLength(300)] public string Summary { get; set; } = "";
    [Required, Range(1, 1_000_000)] public int? RequestsPerMinute { get; set; }
    [Required, Range(1, 10_000_000)] public int? WorkspaceRequestsPerMinute { get; set; }
    [Range(0, int.MaxValue)] public int? PiecesPerMonth { get; set; }
    [Range(0, 1_000_000)] public decimal? ModelSpendPerMonth { get; set; }
    [Range(1, int.MaxValue)] public int? Members { get; set; }
    [Range(0, int.MaxValue)] public int? Subscribers { get; set; }

    public Plan ToPlan(string name) => new()
    {
        Name = name, Title = Title!, Summary = Summary, RequestsPerMinute = RequestsPerMinute!.Value, WorkspaceRequestsPerMinute = WorkspaceRequestsPerMinute!.Value,
        PiecesPerMonth = PiecesPerMonth, ModelSpendPerMonth = ModelSpendPerMonth, Members = Members, Subscribers = Subscribers,
    };
}
