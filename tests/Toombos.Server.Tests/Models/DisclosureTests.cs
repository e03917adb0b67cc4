using System.Net;
using Toombos.Client;
using Toombos.Client.Checks;
using Toombos.Client.Events;
using Toombos.Client.Jobs;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Events;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Models;

/// <summary>Whoever reads a text is told how much of it a model wrote.</summary>
public sealed class DisclosureTests
{
    const string Document = "# News\n\n## New hull\n\nThe hull weighs 19.8 kg.\n\nIt was tested by Ines Duarte in Lisbon.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_exported_letter_tells_machines_that_a_model_wrote_it()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var before = await stage.DraftAsync("email", Document);
        Assert.DoesNotContain("ai-share", (await stage.Client.Writing.GetPreviewAsync(before.Summary.Id, ct: Ct)).Html, StringComparison.Ordinal);
        stage.Sink.Answer = _ => new(ModelStage.Answer(("subject", "A hull of 19.8 kg", [1]), ("previewText", "Lighter by far.", [1]), ("paragraph", "Our new hull weighs only 19.8 kg.", [1]), ("paragraph", "Ines Duarte tested it in Lisbon.", [2])));

        await stage.WriteAsync(before.Summary.Id);

        var html = (await stage.Client.Writing.GetPreviewAsync(before.Summary.Id, ct: Ct)).Html;
        Assert.Contains("""<meta name="ai-share" content="generated">""", html, StringComparison.Ordinal);
        Assert.Contains("digitalsourcetype/trainedAlgorithmicMedia", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_and_networks_are_told_what_a_model_wrote_and_nothing_of_what_people_wrote()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var workspace = await stage.Client.Workspaces.GetAsync(stage.Workspace.Id, Ct);
        await stage.Client.Workspaces.UpdateAsync(workspace.Id, new() { Name = workspace.Name, Brand = workspace.Brand with { AiLine = "Written with <AI> & checked by us." }, Version = workspace.Version }, Ct);
        var (letter, post) = (await stage.DraftAsync("email", Document), await stage.DraftAsync("x", Document));
        var human = await stage.Client.Writing.GetPreviewAsync(letter.Summary.Id, ct: Ct);
        Assert.DoesNotContain("checked by us", human.Html + human.Text, StringComparison.Ordinal);
        Assert.Equal(("made_with_ai", "false"), (await stage.Client.Writing.GetPreviewAsync(post.Summary.Id, ct: Ct)).Disclosure is var before ? (before.Flag, before.Value) : default);
        stage.Sink.Answer = asked => new(asked.Said.Contains("subject", StringComparison.Ordinal) ? ModelStage.Answer(("subject", "A hull of 19.8 kg", [1]), ("paragraph", "Our hull weighs only 19.8 kg.", [1])) : ModelStage.Post("Our hull weighs only 19.8 kg."));

        await stage.WriteAsync(letter.Summary.Id);
        await stage.WriteAsync(post.Summary.Id);

        var preview = await stage.Client.Writing.GetPreviewAsync(letter.Summary.Id, ct: Ct);
        Assert.Contains("Written with &lt;AI&gt; &amp; checked by us.", preview.Html, StringComparison.Ordinal);
        Assert.Contains("Written with <AI> & checked by us.", preview.Text, StringComparison.Ordinal);
        Assert.Equal("Written with <AI> & checked by us.", preview.Disclosure.Line);
        var told = (await stage.Client.Writing.GetPreviewAsync(post.Summary.Id, ct: Ct)).Disclosure;
        Assert.Equal((AiShare.Generated, "made_with_ai", "true", null), (told.Share, told.Flag, told.Value, told.Line));
        Assert.Equal(("no_ai", "some_ai", "fully_autonomous"), (await stage.Client.Channels.ListKindsAsync(Ct)).Single(k => k.Kind == "devto").AiFlag is { } flag ? (flag.Human, flag.Assisted, flag.Generated) : default);
    }

    [Fact]
    public async Task What_people_change_of_a_text_by_a_model_stays_assisted()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var before = await stage.DraftAsync("bluesky", Document);
        Assert.Equal(AiShare.Human, before.Ai);
        stage.Sink.Answer = _ => new(ModelStage.Post("Our hull weighs only 19.8 kg."));

        var (_, draft) = await stage.WriteAsync(before.Summary.Id);
        Assert.Equal((AiShare.Generated, AiShare.Generated, "harbour-1", "draft@1"), (draft.Ai, draft.Summary.Ai, draft.Writing?.Model, draft.Writing?.Prompt));

        var edited = await stage.Client.Writing.EditDraftAsync(draft.Summary.Id, new() { BaseVersion = 2, Text = draft.Editable with { Posts = ["The hull that we built weighs 19.8 kg."] } }, Ct);
        Assert.Equal(AiShare.Assisted, edited.Ai);

        var approved = await stage.Client.Writing.ApproveDraftAsync(draft.Summary.Id, new() { ContentHash = edited.ContentHash, Name = "Mia Berg", Responsible = true }, Ct);
        Assert.True(approved.Approval?.Responsible);
    }
}
