using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Privacy;

/// <summary>How long a workspace keeps what piles up. What is left out is kept as long as the workspace.</summary>
public sealed record Retention
{
    /// <summary>Months after which entries of the audit log are removed.</summary>
    [Range(1, 120)] public int? AuditMonths { get; init; }

    /// <summary>Newest snapshots to keep of each source. Those that pieces were written from stay.</summary>
    [Range(1, 10_000)] public int? SnapshotVersions { get; init; }

    /// <summary>Newest versions to keep of each draft. Approved ones stay.</summary>
    [Range(1, 10_000)] public int? DraftVersions { get; init; }
}

/// <summary>Something that a person agreed to.</summary>
/// <param name="Kind">What it is about, such as <c>terms</c>.</param>
/// <param name="Version">Version of the text.</param>
/// <param name="Address">Where the request came from.</param>
public sealed record Consent(string Kind, string Version, DateTimeOffset At, string? Address);

/// <summary>When one's own account will be erased, or that it will not.</summary>
/// <param name="EraseAt">Until then it can be called off; null when nothing is planned.</param>
/// <param name="Workspaces">Workspaces that go with the account, because nobody else is in them.</param>
public sealed record AccountErasure(DateTimeOffset? EraseAt, IReadOnlyList<string> Workspaces);
