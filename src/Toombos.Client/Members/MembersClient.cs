using Toombos.Client.Accounts;

namespace Toombos.Client.Members;

/// <summary>Members of the workspace and invitations to it.</summary>
public sealed class MembersClient(ToombosConnection connection)
{
    /// <summary>Members, longest first.</summary>
    public Task<Page<Member>> ListAsync(string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Member>>(ToombosConnection.Query("v1/members", ("after", after), ("limit", limit)), ct);

    /// <summary>Changes a member's role. 403 <c>member.above-you</c>; 409 <c>member.last-owner</c>.</summary>
    public Task<Member> ChangeRoleAsync(Guid id, ChangeRoleRequest request, CancellationToken ct = default) =>
        connection.SendAsync<ChangeRoleRequest, Member>(HttpMethod.Put, $"v1/members/{id}", request, ct);

    /// <summary>Removes a member; their access ends at once. 409 <c>member.last-owner</c>.</summary>
    public Task RemoveAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/members/{id}", ct);

    /// <summary>Leaves the workspace. 409 <c>member.last-owner</c>.</summary>
    public Task LeaveAsync(CancellationToken ct = default) => connection.DeleteAsync("v1/members/me", ct);

    /// <summary>Hands the workspace over. Wants a recent sign-in.</summary>
    public Task<Member> TransferAsync(TransferOwnershipRequest request, CancellationToken ct = default) =>
        connection.SendAsync<TransferOwnershipRequest, Member>(HttpMethod.Post, "v1/members/transfer", request, ct);

    /// <summary>Open invitations, newest first.</summary>
    public Task<Page<Invitation>> ListInvitationsAsync(string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Invitation>>(ToombosConnection.Query("v1/invitations", ("after", after), ("limit", limit)), ct);

    /// <summary>Invites somebody by mail for seven days. 402 <c>quota.members</c>; 403 <c>member.above-you</c>.</summary>
    public Task<Invitation> InviteAsync(InviteRequest request, CancellationToken ct = default) =>
        connection.SendAsync<InviteRequest, Invitation>(HttpMethod.Post, "v1/invitations", request, ct);

    /// <summary>Sends the mail again with a new link for seven days; the old link is void.</summary>
    public Task<Invitation> ResendInvitationAsync(Guid id, CancellationToken ct = default) => connection.PostAsync<Invitation>($"v1/invitations/{id}/resend", null, ct);

    /// <summary>Takes an invitation back.</summary>
    public Task RevokeInvitationAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/invitations/{id}", ct);

    /// <summary>What an invitation is for, told to the holder of its token. 400 <c>token.invalid</c>.</summary>
    public Task<InvitationDetails> LookAtInvitationAsync(MailTokenRequest request, CancellationToken ct = default) =>
        connection.SendAsync<MailTokenRequest, InvitationDetails>(HttpMethod.Post, "v1/invitations/look", request, ct);

    /// <summary>Accepts an invitation to the signed-in person's address and works in that workspace from now on. 403 <c>invitation.other-address</c>.</summary>
    public Task<Access.Session> AcceptInvitationAsync(MailTokenRequest request, CancellationToken ct = default) =>
        connection.SendAsync<MailTokenRequest, Access.Session>(HttpMethod.Post, "v1/invitations/accept", request, ct);
}
