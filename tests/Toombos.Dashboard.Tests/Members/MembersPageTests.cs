using System.Net;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Accounts;
using Toombos.Client.Members;
using Toombos.Dashboard.Members;

namespace Toombos.Dashboard.Tests.Members;

/// <summary>Members and roles: nobody reaches above themselves, and no workspace loses its last owner.</summary>
public class MembersPageTests : PageTest
{
    static readonly Member You = new() { Id = Guid.NewGuid(), PersonId = Ines.Id, Name = "Ines Duarte", Email = Ines.Email, Role = WorkspaceRole.Owner, JoinedAt = Tidewater.CreatedAt, SecondFactor = true, You = true };
    static readonly Member Joao = new() { Id = Guid.NewGuid(), PersonId = Guid.NewGuid(), Name = "João Reis", Email = "joao@tidewater.example", Role = WorkspaceRole.Editor, JoinedAt = Tidewater.CreatedAt, SecondFactor = false, You = false };

    IRenderedComponent<MembersPage> Open(params Member[] members)
    {
        Api.On("GET v1/members", new Page<Member>(members, null)).On("GET v1/invitations", new Page<Invitation>([], null)).On("GET v1/accounts/options", new AccountOptions(true, true, "1"));
        Api.On("GET v1/permissions", new PermissionMatrix(
            [.. Permissions.Matrix.Select(r => new RoleDescription(r.Key, "", [.. r.Value]))], [.. Scopes.All.Select(s => new ScopeDescription(s.Scope, s.Allows))]));
        var page = Render<MembersPage>();
        page.WaitForElement(".member");
        return page;
    }

    static AngleSharp.Dom.IElement RowOf(IRenderedComponent<MembersPage> page, string name) => page.FindAll(".member").Single(r => r.TextContent.Contains(name, StringComparison.Ordinal));

    [Fact]
    public void The_only_owner_keeps_the_role_and_is_told_how_to_leave()
    {
        var row = RowOf(Open(You, Joao), "Ines");
        Assert.Empty(row.QuerySelectorAll("select"));
        Assert.True(row.QuerySelector("button")!.HasAttribute("disabled"));
        Assert.Contains("hand the workspace over first", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_gives_or_touches_a_role_above_their_own()
    {
        ActAs(WorkspaceRole.Admin);
        var page = Open(You with { You = false, Name = "Olga" }, Joao, Joao with { Id = Guid.NewGuid(), You = true, Name = "Ada", Role = WorkspaceRole.Admin });
        Assert.Empty(RowOf(page, "Olga").QuerySelectorAll("select, button"));
        var choices = RowOf(page, "João").QuerySelectorAll("option").Select(o => o.TextContent).ToList();
        Assert.Equal(["Admin", "Editor", "Reviewer", "Viewer"], choices);
    }

    [Fact]
    public void A_viewer_sees_who_is_there_and_can_change_nothing()
    {
        ActAs(WorkspaceRole.Viewer);
        var page = Open(You with { You = false, Name = "Olga" }, Joao);
        Assert.Empty(page.FindAll(".member select, .member button"));
        Assert.DoesNotContain("Invite someone", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("table.matrix td"));
    }

    [Fact]
    public void The_matrix_shows_the_reader_their_own_column()
    {
        var page = Open(You);
        Assert.Contains("Owner", page.Find("table.matrix thead .own").TextContent, StringComparison.Ordinal);
        Assert.Equal(Scopes.All.Count, page.FindAll("table.matrix tbody tr").Count);
    }

    [Fact]
    public void Handing_over_needs_the_name_of_the_workspace()
    {
        Api.On("POST v1/members/transfer", Joao with { Role = WorkspaceRole.Owner });
        var page = Open(You, Joao);
        RowOf(page, "João").QuerySelectorAll("button").Single(b => b.TextContent.StartsWith("Hand over", StringComparison.Ordinal)).Click();
        page.WaitForElement("#transfer-name").Input("Tidewater");
        page.Find("dialog form").Submit();
        Assert.DoesNotContain(Api.Calls, c => c.Call.StartsWith("POST", StringComparison.Ordinal));
        page.Find("#transfer-name").Input("Tidewater Kayaks");
        page.Find("dialog form").Submit();
        page.WaitForAssertion(() => Assert.Contains("João Reis owns", Assert.Single(Notices.All).Text, StringComparison.Ordinal));
    }

    [Fact]
    public void An_invitation_that_is_refused_keeps_the_dialog_and_says_why()
    {
        Api.Refuse("POST v1/invitations", HttpStatusCode.PaymentRequired, "quota.members", "Your plan has room for three members.");
        var page = Open(You);
        page.FindAll("button").Single(b => b.TextContent.Contains("Invite someone", StringComparison.Ordinal)).Click();
        page.WaitForElement("#invite-email").Input("new@tidewater.example");
        page.Find("dialog form").Submit();
        page.WaitForAssertion(() => Assert.Contains("room for three", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("new@tidewater.example", page.Find("#invite-email").GetAttribute("value"));
    }
}
