using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Audiences;

/// <summary>A list of people who get newsletters.</summary>
public sealed record Audience
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }

    /// <summary>What the list is for; readers see it when they unsubscribe.</summary>
    public string? Description { get; init; }
    public required AudienceCounts Counts { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }

    /// <summary>When people were imported last.</summary>
    public DateTimeOffset? ImportedAt { get; init; }

    /// <summary>Counts up with each change; send it back to change the list.</summary>
    public required int Version { get; init; }
}

/// <summary>How many people stand how on a list.</summary>
/// <param name="Subscribed">They get letters.</param>
/// <param name="Unsubscribed">They asked for no more of this list.</param>
/// <param name="Suppressed">Nothing may be sent to them from this workspace.</param>
public sealed record AudienceCounts(int Subscribed, int Unsubscribed, int Suppressed);

/// <summary>Makes a list.</summary>
public sealed record AddAudienceRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
    [StringLength(500)] public string? Description { get; init; }
}

/// <summary>Changes a list's name and description.</summary>
public sealed record UpdateAudienceRequest
{
    [Required, StringLength(100, MinimumLength = 1)] public required string Name { get; init; }
    [StringLength(500)] public string? Description { get; init; }
    [Range(1, int.MaxValue)] public required int Version { get; init; }
}
