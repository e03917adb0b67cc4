using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Usage;

/// <summary>What a workspace may use. A limit that is left out is none.</summary>
public sealed record Plan
{
    /// <summary>Stable name: free, standard, premium, or one that the operator made.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary>Whom it is for, in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Cost units per minute of one API key; most requests cost one.</summary>
    public required int RequestsPerMinute { get; init; }

    /// <summary>Cost units per minute of all keys and members of a workspace together.</summary>
    public required int WorkspaceRequestsPerMinute { get; init; }
    public int? PiecesPerMonth { get; init; }

    /// <summary>What language models may cost per month, in US dollars.</summary>
    public decimal? ModelSpendPerMonth { get; init; }

    /// <summary>Members, open invitations included.</summary>
    public int? Members { get; init; }
    public int? Subscribers { get; init; }
}

/// <summary>Chooses another plan.</summary>
public sealed record ChangePlanRequest
{
    [Required, StringLength(50, MinimumLength = 1)] public required string Plan { get; init; }
}
