using System.Net;
using System.Text.Json.Nodes;
using Toombos.Client.Checks;
using Toombos.Client.Jobs;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Models;

/// <summary>A model rewrites parts and suggests; nothing is saved before a person has seen it.</summary>
public sealed class RefineTests
{
    const string Document = "# News\n\n## New hull\n\nThe hull weighs 19.8 kg.\n\nIt was tested by Ines Duarte in Lisbon.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static string Rewritten(int part, params string[] sentences) => new JsonObject
    {
        ["parts"] = new JsonArray(new JsonObject { ["part"] = part, ["sentences"] = new JsonArray([.. sentences.Select(s => (JsonNode)new JsonObject { ["text"] = s, ["blocks"] = new JsonArray(1) })]) }),
    }.ToJsonString();

    static string Suggested(params string[] texts) => new JsonObject
    {
        ["suggestions"] = new JsonArray([.. texts.Select(t => (JsonNode)new JsonObject { ["text"] = t, ["blocks"] = new JsonArray(1) })]),
    }.ToJsonString();

    [Theory, BothDatabases]
    public async Task A_part_is_rewritten_shown_and_then_taken_while_all_else_stays(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var draft = await stage.DraftAsync("bluesky", Document);
        var place = draft.Content.Parts.Index().First(p => p.Item.Text.Contains("19.8", StringComparison.Ordinal)).Index;
        var request = new RefineRequest { BaseVersion = 1, Kind = "shorten", Parts = [place] };
        stage.Sink.Answer = _ => new(Rewritten(place, "Only 19.8 kg."), In: 1000, Out: 200);

        var proposal = await stage.Client.Writing.RefineAsync(draft.Summary.Id, request, Ct);

        Assert.Equal([place], proposal.Changed);
        Assert.Equal(("Only 19.8 kg.", SentenceOrigin.Generated), (proposal.Content.Parts[place].Sentences[0].Text, proposal.Content.Parts[place].Sentences[0].Origin));
        Assert.Single(proposal.Content.Parts[place].Sentences[0].Blocks);
        Assert.DoesNotContain(proposal.Checks.Claims, c => c.IsOpen);
        Assert.Equal(1, (await stage.Client.Writing.GetDraftAsync(draft.Summary.Id, ct: Ct)).VersionNumber);

        var saved = await stage.Client.Writing.AcceptRefineAsync(draft.Summary.Id, new() { Refine = request, ContentHash = proposal.ContentHash }, Ct);
        Assert.Equal((2, proposal.ContentHash, 1), (saved.VersionNumber, saved.ContentHash, stage.Sink.Asked.Count));
        Assert.Equal("refine@1 refine.shorten@1", saved.Writing?.Prompt);
        Assert.Equal(Json(draft, place), Json(saved, place));

        static IEnumerable<string> Json(Draft of, int but) => of.Content.Parts.Index().Where(p => p.Index != but).Select(p => System.Text.Json.JsonSerializer.Serialize(p.Item, Client.ToombosJson.Default.DraftPart));
    }

    [Fact]
    public async Task What_was_not_seen_is_not_taken()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var draft = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = _ => new(Rewritten(0, "Only 19.8 kg."));
        var refine = new RefineRequest { BaseVersion = 1, Kind = "clarity", Parts = [0] };
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "refine.changed", () => stage.Client.Writing.AcceptRefineAsync(draft.Summary.Id, new() { Refine = refine, ContentHash = new string('0', 64) }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.changed", () => stage.Client.Writing.RefineAsync(draft.Summary.Id, refine with { BaseVersion = 7 }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => stage.Client.Writing.RefineAsync(draft.Summary.Id, refine with { Kind = "louder" }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => stage.Client.Writing.RefineAsync(draft.Summary.Id, refine with { Parts = [99] }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => stage.Client.Writing.RefineAsync(draft.Summary.Id, refine with { Kind = "custom" }, Ct));
    }

    [Fact]
    public async Task A_number_that_the_model_changes_is_found_in_the_proposal()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var draft = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = _ => new(Rewritten(0, "Only 18.9 kg."));
        var proposal = await stage.Client.Writing.RefineAsync(draft.Summary.Id, new() { BaseVersion = 1, Kind = "shorten", Parts = [0] }, Ct);
        Assert.Contains(proposal.Checks.Claims, c => c.IsOpen && c.Text.Contains("18.9", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task Suggestions_say_what_is_wrong_with_them(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var draft = await stage.DraftAsync("email", Document);
        stage.Sink.Answer = _ => new(Suggested("A hull of 19.8 kg", "A hull of 18.9 kg", "See https://evil.example", "A hull of 19.8 kg"));

        var found = await stage.Client.Writing.SuggestAsync(draft.Summary.Id, new() { Kind = "subject-benefit" }, Ct);

        Assert.Equal("subject", found.Field);
        Assert.Equal(["A hull of 19.8 kg", "A hull of 18.9 kg"], found.Items.Select(i => i.Text));
        Assert.Null(found.Items[0].Problem);
        Assert.Contains("18.9 kg", found.Items[1].Problem, StringComparison.Ordinal);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => stage.Client.Writing.SuggestAsync(draft.Summary.Id, new() { Kind = "hashtags" }, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_workspace_has_its_own_words_for_a_prompt_and_goes_back_to_ours(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var draft = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = _ => new(Rewritten(0, "Only 19.8 kg."));
        await stage.Client.Writing.SetPromptAsync("refine.shorten", new() { Text = "say it in the fewest words." }, Ct);

        var proposal = await stage.Client.Writing.RefineAsync(draft.Summary.Id, new() { BaseVersion = 1, Kind = "shorten", Parts = [0] }, Ct);
        Assert.Contains("say it in the fewest words.", stage.Sink.Asked[^1].Said, StringComparison.Ordinal);
        Assert.Matches(@"^refine@1 refine\.shorten@1\+[0-9a-f]{8}$", proposal.Writing.Prompt);

        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => stage.Client.Writing.SetPromptAsync("refine", new() { Text = "Do {{what}} you want." }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "prompt.not-found", () => stage.Client.Writing.SetPromptAsync("refine.louder", new() { Text = "louder" }, Ct));
        Assert.Null((await stage.Client.Writing.ResetPromptAsync("refine.shorten", Ct)).Own);
        Assert.All(await stage.Client.Writing.ListPromptsAsync(Ct), p => Assert.Null(p.Own));
    }

    [Theory, BothDatabases]
    public async Task A_piece_is_written_by_models_for_all_its_channels_or_not_begun(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var provider = await stage.ConnectAsync();
        var source = (await stage.Client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Document }, Ct)).Source.Id;
        var request = new CreatePieceRequest { SourceId = source, Channels = ["bluesky", "mastodon"], WithModel = true, Briefs = ["tip"] };
        stage.Sink.Answer = _ => new(ModelStage.Post("The hull weighs 19.8 kg."), In: 1000, Out: 200);

        var estimate = await stage.Client.Writing.EstimatePieceAsync(request, Ct);
        Assert.Equal((2, "harbour-1"), (estimate.Drafts, Assert.Single(estimate.Models)));
        var piece = await stage.Client.Writing.CreatePieceAsync(request, Ct);
        foreach (var draft in piece.Drafts)
        {
            var written = await Eventually.SatisfiesAsync(() => stage.Client.Writing.GetDraftAsync(draft.Id, ct: Ct), d => d.VersionNumber == 2);
            Assert.Equal(("draft@1 brief.tip@1", AiShare.Generated), (written.Writing?.Prompt, written.Ai));
        }

        await stage.Client.Models.SetPolicyAsync(new() { Draft = [new() { ProviderId = provider.Id, Model = "harbour-1" }], PerDay = 0.0001m }, Ct);
        var pieces = (await stage.Client.Writing.ListPiecesAsync(ct: Ct)).Items.Count;
        await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "models.budget", () => stage.Client.Writing.CreatePieceAsync(request with { Briefs = ["announcement"] }, Ct));
        Assert.Equal(pieces, (await stage.Client.Writing.ListPiecesAsync(ct: Ct)).Items.Count);
    }
}
