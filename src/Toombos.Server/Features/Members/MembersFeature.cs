using Toombos.Client.Access;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Members;

/// <summary>The door of Members: who is in a workspace, and who is asked in.</summary>
public static class MembersFeature
{
    public static IServiceCollection AddMembers(this IServiceCollection services) => services.AddScoped<InvitationLetters>();

    public static void MapMembers(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1").WithTags("Members").Costs(1);

        var members = door.MapGroup("/members");
        members.MapGet("", ListMembers.Handle).Needs(Scopes.MembersRead).WithName("ListMembers").WithSummary("Lists members, longest first");
        members.MapPut("/{id:guid}", ChangeRole.Handle).Needs(Scopes.MembersWrite).WithName("ChangeMemberRole").WithSummary("Changes a member's role");
        members.MapDelete("/{id:guid}", RemoveMember.Handle).Needs(Scopes.MembersWrite).WithName("RemoveMember").WithSummary("Removes a member; their access ends at once");
        members.MapDelete("/me", RemoveMember.Leave).NeedsPerson().WithName("LeaveWorkspace").WithSummary("Leaves the workspace that one works in");
        members.MapPost("/transfer", TransferOwnership.Handle).Needs(Scopes.WorkspaceOwn).NeedsRecentSignIn().WithName("TransferOwnership").WithSummary("Hands the workspace over to a member");

        var invitations = door.MapGroup("/invitations");
        invitations.MapGet("", ListInvitations.Handle).Needs(Scopes.MembersRead).WithName("ListInvitations").WithSummary("Lists open invitations, newest first");
        invitations.MapPost("", Invite.Handle).Needs(Scopes.MembersWrite).Costs(5).WithName("Invite").WithSummary("Invites somebody by mail");
        invitations.MapPost("/{id:guid}/resend", Invite.Again).Needs(Scopes.MembersWrite).Costs(5).WithName("ResendInvitation").WithSummary("Sends an invitation again with a new link");
        invitations.MapDelete("/{id:guid}", RevokeInvitation.Handle).Needs(Scopes.MembersWrite).WithName("RevokeInvitation").WithSummary("Takes an invitation back");
        invitations.MapPost("/look", AcceptInvitation.Look).AllowAnonymous().Costs(5).WithName("LookAtInvitation").WithSummary("Tells the holder of an invitation's token what it is for");
        invitations.MapPost("/accept", AcceptInvitation.Handle).NeedsPerson().Costs(5).WithName("AcceptInvitation").WithSummary("Accepts an invitation to one's own address");
    }
}
