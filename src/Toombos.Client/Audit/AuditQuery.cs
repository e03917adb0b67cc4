namespace Toombos.Client.Audit;

/// <summary>Which entries of the log to list; what is left out does not limit. All of it holds at once.</summary>
public sealed record AuditQuery
{
    /// <summary>Beginning of the action: <c>access.</c> for a feature, <c>access.add-api-key</c> for one operation.</summary>
    public string? Action { get; init; }
    public Guid? ActorId { get; init; }

    /// <summary>Kind of the target, such as <c>api-key</c>.</summary>
    public string? TargetKind { get; init; }
    public string? TargetId { get; init; }

    /// <summary>Network address, whole.</summary>
    public string? Address { get; init; }

    /// <summary>Not before this moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }
}
