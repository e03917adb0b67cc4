namespace Toombos.Client.Events;

/// <summary>Something that changed in a workspace. Events are numbered without gaps, in the order in which the changes were saved.</summary>
public sealed record WorkspaceEvent
{
    /// <summary>Place among the workspace's events, from 1.</summary>
    public required long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>A thing and what happened to it, such as <c>source.added</c>; see <see cref="EventKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the thing.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>Ids of the things that it belongs to, by name, such as <c>sourceId</c>.</summary>
    public required IReadOnlyDictionary<string, Guid> Related { get; init; }

    /// <summary>Name of whoever changed it.</summary>
    public required string Actor { get; init; }
}

/// <summary>Which events to show.</summary>
public sealed record EventQuery
{
    /// <summary>Only these things, such as <c>piece</c>, or kinds, such as <c>source.added</c>; all when empty.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];
}
