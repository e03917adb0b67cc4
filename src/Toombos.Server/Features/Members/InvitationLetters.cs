using Toombos.Client.Access;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Mail;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Members;

/// <summary>The mail that asks somebody into a workspace.</summary>
public sealed class InvitationLetters(Mailer mailer, Outbound outbound, PublicAddress address)
{
    public void Send(Invitation invitation, string workspace, string token) => mailer.Send(new()
    {
        Kind = "invitation", To = invitation.Email, ToName = invitation.Email, Subject = "You are invited to a workspace in Toombos",
        Paragraphs =
        [
            $"{invitation.InvitedBy} invites you to the workspace “{workspace}”, as {invitation.Role.ToString().ToLowerInvariant()}.",
            invitation.Role >= WorkspaceRole.Editor ? "You will write there, and decide about drafts." : "You will see its documents and drafts there.",
        ],
        Link = ("Look at the invitation", address.Of($"/invitation/{token}")),
        Closing = "The link works for seven days. If you do not know who this is from, you need not do anything.",
    }, outbound);
}
