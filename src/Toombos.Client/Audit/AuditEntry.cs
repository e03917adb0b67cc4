using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toombos.Client.Audit;

/// <summary>Who did something: a person, a program with an API key, or the product itself.</summary>
public enum AuditActorKind { System, Person, Key }

/// <summary>One thing that happened in a workspace. Its hash covers every other member, and the hash of the entry before it.</summary>
public sealed record AuditEntry
{
    public required Guid WorkspaceId { get; init; }

    /// <summary>Place in the workspace's log, from 1, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When, in UTC, to the microsecond. Never earlier than the entry before.</summary>
    public required DateTimeOffset At { get; init; }
    public required AuditActorKind ActorKind { get; init; }

    /// <summary>Id of the person or key; none for the product itself.</summary>
    public Guid? ActorId { get; init; }

    /// <summary>The actor's name at that time.</summary>
    public required string ActorName { get; init; }

    /// <summary>What was done: the feature and the operation, such as <c>access.add-api-key</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Kind of what it was done to, such as <c>api-key</c>.</summary>
    public string? TargetKind { get; init; }
    public string? TargetId { get; init; }

    /// <summary>Network address that the request came from.</summary>
    public string? Address { get; init; }

    /// <summary>Program or browser that the request came from, as it said itself.</summary>
    public string? Device { get; init; }

    /// <summary>What changed, as JSON, exactly as the hash covers it. <see cref="ReadSummary"/> reads it.</summary>
    public required string Summary { get; init; }

    /// <summary>Hash of the entry before, 64 hexadecimal digits; zeros before the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256 over the previous hash and the canonical form of all fields, 64 hexadecimal digits.</summary>
    public required string Hash { get; init; }

    /// <summary>The summary as records.</summary>
    public AuditSummary ReadSummary() => JsonSerializer.Deserialize(Summary, ToombosJson.Default.AuditSummary) ?? new();
}

/// <summary>What an entry says of the change.</summary>
public sealed record AuditSummary
{
    /// <summary>What was changed, the target first.</summary>
    public IReadOnlyList<AuditChange> Changes { get; init; } = [];

    /// <summary>How many other things changed with it, by kind.</summary>
    public IReadOnlyDictionary<string, int>? More { get; init; }

    /// <summary>What else there is to say, in words.</summary>
    public string? Note { get; init; }
}

/// <summary>How a thing changed.</summary>
public enum AuditVerb { Added, Changed, Removed }

/// <summary>One thing that was changed.</summary>
public sealed record AuditChange
{
    public required string Kind { get; init; }
    public required string Id { get; init; }

    /// <summary>What people call it, where it has a name.</summary>
    public string? Name { get; init; }
    public required AuditVerb Verb { get; init; }
    public IReadOnlyList<AuditField> Fields { get; init; } = [];
}

/// <summary>One field before and after.</summary>
public sealed record AuditField
{
    public required string Name { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }

    /// <summary>True where only the fact is kept: secrets, hashes, long texts, structured values.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Hidden { get; init; }
}
