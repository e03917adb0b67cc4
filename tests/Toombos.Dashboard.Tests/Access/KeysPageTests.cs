using System.Net;
using System.Text.Json;
using Bunit;
using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Dashboard.Access;

namespace Toombos.Dashboard.Tests.Access;

/// <summary>API keys: made with no more than was chosen, shown once, and revoked only on purpose.</summary>
public class KeysPageTests : PageTest
{
    static readonly ApiKey Build = new()
    {
        Id = Guid.Parse("33333333-3333-7333-8333-333333333333"), Name = "Build", Mode = ApiKeyMode.Live, Hint = "tb_live_1a2b", Scopes = [Scopes.DocumentsRead], Networks = [],
        CreatedBy = "Ines Duarte", CreatedAt = Tidewater.CreatedAt,
    };

    IRenderedComponent<KeysPage> Open(params ApiKey[] keys)
    {
        Api.On("GET v1/api-keys", new Page<ApiKey>(keys, null));
        return Render<KeysPage>();
    }

    [Fact]
    public void Whose_role_opens_no_keys_is_told_whom_to_ask_and_nothing_is_read()
    {
        ActAs(WorkspaceRole.Editor);
        var page = Open(Build);
        Assert.Contains("You are editor of this workspace", page.WaitForElement(".empty").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Api.Calls, c => c.Call.Contains("api-keys", StringComparison.Ordinal));
        Assert.DoesNotContain("Make a key", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_made_with_what_was_chosen_and_its_secret_is_shown_once()
    {
        Api.On("POST v1/api-keys", new NewApiKey(Build, "tb_live_secret"));
        var page = Open();
        page.WaitForElement(".empty button").Click();
        page.WaitForElement("#key-name").Input("Build");
        page.FindAll("button[aria-pressed]").Single(b => b.TextContent == "Write drafts").Click();
        page.Find("#key-networks").Input("203.0.113.0/24\n\n 2001:db8::/32 ");
        page.Find("form").Submit();
        Assert.Equal("tb_live_secret", page.WaitForElement("#new-secret").TextContent);
        var sent = JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call == "POST v1/api-keys").Body, ToombosJson.Default.AddApiKeyRequest)!;
        Assert.Equal(ApiKeyMode.Test, sent.Mode);
        Assert.Contains(Scopes.WritingWrite, sent.Scopes);
        Assert.DoesNotContain(Scopes.ReviewsWrite, sent.Scopes);
        Assert.Equal(["203.0.113.0/24", "2001:db8::/32"], sent.Networks);
        Assert.NotNull(sent.ExpiresAt);
        page.FindAll("dialog button").Single(b => b.TextContent == "I have kept it").Click();
        page.WaitForAssertion(() => Assert.DoesNotContain("tb_live_secret", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_can_not_be_given_what_only_people_may_do()
    {
        var own = Permissions.Matrix[WorkspaceRole.Owner].ToList();
        Assert.DoesNotContain(ScopeGroups.Grantable(own), s => s.Scope is Scopes.WorkspaceOwn or Scopes.SsoWrite);
        Assert.DoesNotContain(ScopeGroups.Grantable([.. Permissions.Matrix[WorkspaceRole.Editor]]), s => s.Scope == Scopes.MembersWrite);
    }

    [Fact]
    public void What_the_api_says_of_the_networks_stands_at_the_networks()
    {
        Api.Refuse("POST v1/api-keys", HttpStatusCode.BadRequest, "request.invalid", "Check the fields.", new() { ["networks"] = ["'x' is no network."] });
        var page = Open();
        page.WaitForElement(".empty button").Click();
        page.WaitForElement("#key-name").Input("Build");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("'x' is no network.", page.Find("#key-networks-error").TextContent.Trim()));
    }

    [Fact]
    public void Revoking_asks_first()
    {
        Api.On($"DELETE v1/api-keys/{Build.Id}", "");
        var page = Open(Build);
        page.WaitForElement(".key-row .danger").Click();
        Assert.Contains("It was never used", page.WaitForElement("#revoke-key-title").ParentElement!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Api.Calls, c => c.Call.StartsWith("DELETE", StringComparison.Ordinal));
        page.Find("dialog .danger").Click();
        page.WaitForAssertion(() => Assert.Equal("“Build” was revoked.", Assert.Single(Notices.All).Text));
    }
}
