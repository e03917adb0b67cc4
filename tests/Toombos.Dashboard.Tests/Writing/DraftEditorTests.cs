using System.Net;
using System.Text.Json;
using Bunit;
using Microsoft.JSInterop;
using Toombos.Client;
using Toombos.Client.Writing;
using Toombos.Dashboard.Writing;
using static Toombos.Dashboard.Tests.Writing.WritingSamples;

namespace Toombos.Dashboard.Tests.Writing;

/// <summary>Editing a draft: what is typed is kept, checked and saved, and never lost to someone else's version.</summary>
public class DraftEditorTests : PageTest
{
    readonly Draft _draft = Draft(editable: new() { Posts = ["It weighs 19.8 kg."] });

    IRenderedComponent<DraftEditor> Open(EditableDraft typed, EditableDraft? kept = null)
    {
        var module = JSInterop.SetupModule(call => call.Arguments.Any(a => a is string path && path.Contains("DraftEditor", StringComparison.Ordinal)));
        module.Mode = JSRuntimeMode.Loose;
        module.Setup<IJSStreamReference>("read", _ => true).SetResult(Stream(typed));
        module.Setup<bool>("keeps", _ => true).SetResult(kept is not null);
        if (kept is not null) module.Setup<IJSStreamReference>("kept", _ => true).SetResult(Stream(kept));
        Api.On($"POST v1/drafts/{DraftId}/preview", Preview(_draft));
        return Render<DraftEditor>(p => p.Add(x => x.Draft, _draft).Add(x => x.Preview, Preview(_draft)));
    }

    static TextStream Stream(EditableDraft text) => new(JsonSerializer.Serialize(text, ToombosJson.Default.EditableDraft));

    [Fact]
    public async Task A_pause_in_typing_asks_for_preview_and_checks_of_the_whole_text()
    {
        var editor = Open(_draft.Editable);
        await editor.InvokeAsync(() => editor.Instance.ChangedAsync(Stream(new() { Posts = ["Newly typed."] })));
        Assert.Contains("Newly typed.", Api.Calls.Single(c => c.Call.EndsWith("/preview", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
        editor.WaitForAssertion(() => Assert.Contains("Checked", editor.Find(".sticky-foot [role=status]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void A_saved_text_names_the_version_it_started_from()
    {
        var editor = Open(new() { Posts = ["Better."] });
        Api.On($"POST v1/drafts/{DraftId}/versions", _draft with { VersionNumber = 3 });
        editor.Find("#note").Input("clearer");
        editor.Find("form").Submit();
        editor.WaitForAssertion(() => Assert.Equal("Version 3 was saved.", Assert.Single(Notices.All).Text));
        var sent = JsonSerializer.Deserialize(Api.Calls.Single(c => c.Call.EndsWith("/versions", StringComparison.Ordinal)).Body, ToombosJson.Default.EditDraftRequest)!;
        Assert.Equal((2, "clearer", "Better."), (sent.BaseVersion, sent.Note, sent.Text.Posts[0]));
    }

    [Fact]
    public void When_someone_saved_in_between_it_says_so_and_keeps_the_text_for_a_second_try()
    {
        var editor = Open(new() { Posts = ["Mine."] });
        Api.Refuse($"POST v1/drafts/{DraftId}/versions", HttpStatusCode.Conflict, "draft.changed", "Ada saved version 5 meanwhile.");
        editor.Find("form").Submit();
        editor.WaitForAssertion(() => Assert.Contains("Ada saved version 5 meanwhile. Your text is still here.", editor.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Api.On($"GET v1/drafts/{DraftId}", _draft with { VersionNumber = 5 }).On($"POST v1/drafts/{DraftId}/versions", _draft with { VersionNumber = 6 });
        editor.Find("[role=alert] button").Click();
        editor.WaitForAssertion(() => Assert.Contains(Notices.All, n => n.Text == "Version 6 was saved."));
        Assert.Contains("\"baseVersion\":5", Api.Calls.Last(c => c.Call.EndsWith("/versions", StringComparison.Ordinal)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_was_not_saved_is_put_back()
    {
        var editor = Open(new(), kept: new() { Posts = ["From before the restart."] });
        editor.WaitForAssertion(() => Assert.Contains("put back", editor.Markup, StringComparison.Ordinal));
        Assert.Equal("From before the restart.", editor.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public void Kept_text_that_says_the_same_is_no_news()
    {
        var editor = Open(new(), kept: _draft.Editable);
        Assert.DoesNotContain("put back", editor.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Posts_are_added_and_removed_under_their_own_labels()
    {
        var editor = Open(new() { Posts = ["It weighs 19.8 kg.", ""] });
        editor.FindAll("button").Single(b => b.TextContent.Contains("Add a post", StringComparison.Ordinal)).Click();
        Assert.Equal(["Post 1", "Post 2"], editor.FindAll("label[for^=post-]").Select(l => l.TextContent));
        editor.Find("button[aria-label='Remove post 1']").Click();
        Assert.Single(editor.FindAll("textarea[data-field=posts]"));
    }
}
