using Toombos.Client.Audit;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Audit;

/// <summary>An entry that waits for its place in the chain, which it gets when the change is saved.</summary>
public sealed record AuditNote
{
    public required Guid WorkspaceId { get; init; }
    public required Caller Actor { get; init; }
    public required string Action { get; init; }
    public string? TargetKind { get; init; }
    public string? TargetId { get; init; }
    public string? Address { get; init; }
    public string? Device { get; init; }
    public AuditSummary Summary { get; init; } = new();
}
