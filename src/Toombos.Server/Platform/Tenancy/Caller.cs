using System.Net;
using Toombos.Client.Access;

namespace Toombos.Server.Platform.Tenancy;

/// <summary>What kind of caller acts.</summary>
public enum CallerKind { System, Person, Key }

/// <summary>Whoever acts in a request or job: a signed-in person, an API key, or the product itself. Resolved once, never changed.</summary>
public sealed record Caller
{
    public required CallerKind Kind { get; init; }

    /// <summary>Name for people: the person's, the key's, or the part of the product.</summary>
    public required string Name { get; init; }

    /// <summary>The part of the product, where it acts by itself; a stable word, whatever the name for people is.</summary>
    public string? Part { get; init; }

    /// <summary>The person, also where a session speaks for one.</summary>
    public Guid? PersonId { get; init; }
    public Guid? KeyId { get; init; }
    public Guid? SessionId { get; init; }
    public Guid? WorkspaceId { get; init; }

    /// <summary>The person's role in the workspace.</summary>
    public WorkspaceRole? Role { get; init; }
    public IReadOnlySet<string> Scopes { get; init; } = new HashSet<string>();

    /// <summary>True for test keys: whatever this caller does, nothing leaves the process.</summary>
    public bool Test { get; init; }

    /// <summary>When the person last proved who they are.</summary>
    public DateTimeOffset? AuthenticatedAt { get; init; }

    /// <summary>Where the request came from.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Id of the person or key, for records.</summary>
    public Guid? Id => Kind == CallerKind.Key ? KeyId : PersonId;

    public static Caller System(string part) => new() { Kind = CallerKind.System, Name = part, Part = part };
}
