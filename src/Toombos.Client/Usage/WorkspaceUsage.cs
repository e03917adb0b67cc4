namespace Toombos.Client.Usage;

/// <summary>What a workspace may use and has used.</summary>
public sealed record WorkspaceUsage
{
    public required Plan Plan { get; init; }
    public required UsedAmounts Used { get; init; }

    /// <summary>The calendar month in UTC that is counted, <c>2026-03</c>.</summary>
    public required string Period { get; init; }

    /// <summary>When what is counted by the month starts again at nothing.</summary>
    public required DateTimeOffset ResetsAt { get; init; }

    /// <summary>Whether the caller may choose another plan.</summary>
    public required bool CanChoosePlan { get; init; }
}

/// <summary>Pieces, model spend and requests of the month; members and subscribers as they are now.</summary>
public sealed record UsedAmounts
{
    public required long Pieces { get; init; }

    /// <summary>US dollars.</summary>
    public required decimal ModelSpend { get; init; }

    /// <summary>Members, open invitations included.</summary>
    public required long Members { get; init; }
    public required long Subscribers { get; init; }

    /// <summary>Requests to the API; counted some seconds late where several nodes answer.</summary>
    public required long Requests { get; init; }
}
