using System.Net;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Members;

/// <summary>Who is in a workspace, as what, and how they come and go.</summary>
public sealed class MemberTests(Hosts hosts)
{
    [Theory, BothDatabases]
    public async Task An_invited_person_works_with_the_role_of_the_invitation(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var (owner, workspace) = await host.SignUpWithWorkspaceAsync();
        var viewer = await host.JoinAsync(owner.Client, WorkspaceRole.Viewer);

        Assert.Equal(workspace, viewer.Session.WorkspaceId);
        Assert.Equal(WorkspaceRole.Viewer, (await viewer.Client.Accounts.GetMeAsync(ct)).Role);
        await viewer.Client.Documents.ListSourcesAsync(ct: ct);
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => viewer.Client.Documents.DeleteSourceAsync(Guid.NewGuid(), ct));
        Assert.Equal([WorkspaceRole.Owner, WorkspaceRole.Viewer], (await owner.Client.Members.ListAsync(ct: ct)).Items.Select(m => m.Role));
        Assert.Empty((await owner.Client.Members.ListInvitationsAsync(ct: ct)).Items);
    }

    [Theory, BothDatabases]
    public async Task A_changed_role_counts_from_the_next_request(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        var person = await host.JoinAsync(owner.Client, WorkspaceRole.Editor);
        await person.Client.Documents.AddSourceAsync(new() { Name = "News", Markdown = "# News\n\n## A\n\nText of three words." }, ct);
        var member = (await owner.Client.Members.ListAsync(ct: ct)).Items[1];

        await owner.Client.Members.ChangeRoleAsync(member.Id, new() { Role = WorkspaceRole.Viewer }, ct);

        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => person.Client.Documents.AddSourceAsync(new() { Name = "More", Markdown = "# News\n\n## A\n\nText of three words." }, ct));
    }

    [Theory, BothDatabases]
    public async Task A_removed_member_is_out_at_once(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var (owner, workspace) = await host.SignUpWithWorkspaceAsync();
        var person = await host.JoinAsync(owner.Client, WorkspaceRole.Admin);
        await person.Client.Documents.ListSourcesAsync(ct: ct);

        await owner.Client.Members.RemoveAsync((await owner.Client.Members.ListAsync(ct: ct)).Items[1].Id, ct);

        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "workspace.required", () => person.Client.Documents.ListSourcesAsync(ct: ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "workspace.not-found", () => person.Client.Access.SwitchWorkspaceAsync(new() { WorkspaceId = workspace }, ct));
        Assert.Empty((await person.Client.Workspaces.ListAsync(ct: ct)).Items);
    }

    [Theory, BothDatabases]
    public async Task The_last_owner_cannot_leave_step_down_or_be_removed_until_the_workspace_is_handed_over(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        var next = await host.JoinAsync(owner.Client, WorkspaceRole.Editor);
        var members = (await owner.Client.Members.ListAsync(ct: ct)).Items;
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "member.last-owner", () => owner.Client.Members.LeaveAsync(ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "member.last-owner", () => owner.Client.Members.RemoveAsync(members[0].Id, ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "member.last-owner", () => owner.Client.Members.ChangeRoleAsync(members[0].Id, new() { Role = WorkspaceRole.Admin }, ct));

        await owner.Client.Members.TransferAsync(new() { MemberId = members[1].Id }, ct);

        Assert.Equal(WorkspaceRole.Owner, (await next.Client.Accounts.GetMeAsync(ct)).Role);
        await owner.Client.Members.LeaveAsync(ct);
        Assert.Equal(WorkspaceRole.Owner, Assert.Single((await next.Client.Members.ListAsync(ct: ct)).Items).Role);
    }

    [Theory, BothDatabases]
    public async Task Of_two_owners_who_leave_at_the_same_moment_one_stays(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        var second = await host.JoinAsync(owner.Client, WorkspaceRole.Owner);

        var left = await Task.WhenAll(new[] { owner.Client, second.Client }.Select(async client =>
        {
            try
            {
                await client.Members.LeaveAsync(ct);
                return true;
            }
            catch (ToombosApiException refused) when (refused.Status == HttpStatusCode.Conflict)
            {
                return false;
            }
        }));

        Assert.InRange(left.Count(l => l), 0, 1);
    }

    [Theory, BothDatabases]
    public async Task Nobody_reaches_above_their_own_role(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        var admin = await host.JoinAsync(owner.Client, WorkspaceRole.Admin);
        var members = (await owner.Client.Members.ListAsync(ct: ct)).Items;
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "member.above-you", () => admin.Client.Members.InviteAsync(new() { Email = TestPeople.NewEmail(), Role = WorkspaceRole.Owner }, ct));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "member.above-you", () => admin.Client.Members.ChangeRoleAsync(members[1].Id, new() { Role = WorkspaceRole.Owner }, ct));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "member.above-you", () => admin.Client.Members.RemoveAsync(members[0].Id, ct));
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "scope.missing", () => admin.Client.Members.TransferAsync(new() { MemberId = members[1].Id }, ct));
    }

    [Theory, BothDatabases]
    public async Task An_invitation_opens_for_its_address_only_once_and_not_after_it_was_taken_back(DatabaseKind database)
    {
        var ct = TestContext.Current.CancellationToken;
        var host = await hosts.GetAsync(database);
        var (owner, _) = await host.SignUpWithWorkspaceAsync();
        var (invited, other) = (await host.SignUpAsync(), await host.SignUpAsync());
        var invitation = await owner.Client.Members.InviteAsync(new() { Email = invited.Email.ToUpperInvariant(), Role = WorkspaceRole.Editor }, ct);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "invitation.there", () => owner.Client.Members.InviteAsync(new() { Email = invited.Email }, ct));
        var token = await host.TokenMailedToAsync(invited.Email, "/invitation/");
        Assert.Equal(("Harbour", invited.Email), (await host.Stranger().Members.LookAtInvitationAsync(new() { Token = token }, ct)) is var d ? (d.WorkspaceName, d.Email) : default);
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "invitation.other-address", () => other.Client.Members.AcceptInvitationAsync(new() { Token = token }, ct));

        await owner.Client.Members.RevokeInvitationAsync(invitation.Id, ct);

        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "token.invalid", () => invited.Client.Members.AcceptInvitationAsync(new() { Token = token }, ct));
    }
}
