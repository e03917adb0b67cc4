using System.ComponentModel.DataAnnotations;
using Toombos.Client.Access;

namespace Toombos.Client.Members;

/// <summary>A person in a workspace.</summary>
public sealed record Member
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required string Name { get; init; }
    public required string Email { get; init; }
    public required WorkspaceRole Role { get; init; }
    public required DateTimeOffset JoinedAt { get; init; }
    public required bool SecondFactor { get; init; }

    /// <summary>Whether this is the caller.</summary>
    public required bool You { get; init; }
}

/// <summary>Changes a member's role.</summary>
public sealed record ChangeRoleRequest
{
    [Required] public required WorkspaceRole Role { get; init; }
}

/// <summary>Hands the workspace over: the member becomes owner, the caller admin.</summary>
public sealed record TransferOwnershipRequest
{
    [Required] public required Guid MemberId { get; init; }
}

/// <summary>An invitation that was not accepted yet.</summary>
public sealed record Invitation
{
    public required Guid Id { get; init; }
    public required string Email { get; init; }
    public required WorkspaceRole Role { get; init; }
    public required string InvitedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>Invites somebody by mail.</summary>
public sealed record InviteRequest
{
    [Required, StringLength(254, MinimumLength = 3)] public required string Email { get; init; }
    public WorkspaceRole Role { get; init; } = WorkspaceRole.Viewer;
}

/// <summary>What the holder of an invitation's token may know.</summary>
public sealed record InvitationDetails(string WorkspaceName, string Email, WorkspaceRole Role, string InvitedBy, DateTimeOffset ExpiresAt);
