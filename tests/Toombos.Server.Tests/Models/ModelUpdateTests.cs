using System.Net;
using System.Text.Json.Nodes;
using Toombos.Client.Stale;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Models;

/// <summary>A model words what an update rewrites, and nothing else; where it says more than the document, the document's words stand.</summary>
public sealed class ModelUpdateTests
{
    const string Document = "# News\n\n## New hull\n\nThe hull weighs 20 kg. It is made of cedar and glass.\n\n## Harbour day\n\nThe harbour day is on 12 June 2027. Children paddle for free.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Answers each sentence that it is shown by what it is given.</summary>
    static string Worded(string asked, Func<string, string> word)
    {
        var sentences = JsonNode.Parse(asked)!["sentences"]!.AsArray();
        return new JsonObject { ["sentences"] = new JsonArray([.. sentences.Select(s => (JsonNode)new JsonObject { ["n"] = (int)s!["n"]!, ["text"] = word((string)s["after"]!) })]) }.ToJsonString();
    }

    static async Task<Draft> StaleDraftAsync(ModelStage stage)
    {
        var draft = await stage.DraftAsync("email", Document);
        var source = (await stage.Client.Writing.GetPieceAsync(draft.Summary.PieceId, Ct)).SourceId;
        await stage.Client.Documents.UpdateDocumentAsync(source, new() { Markdown = Document.Replace("20 kg", "18 kg", StringComparison.Ordinal) }, Ct);
        return draft;
    }

    static IEnumerable<string> Sentences(DraftContent content) => content.Parts.SelectMany(p => p.Sentences).Select(s => s.Text);

    [Theory, BothDatabases]
    public async Task A_model_words_only_what_changed_and_the_rest_stays(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var draft = await StaleDraftAsync(stage);
        stage.Sink.Answer = asked => new(Worded(asked.User, _ => "With us the hull weighs no more than 18 kg."), In: 500, Out: 50);
        var request = new UpdateDraftRequest { ContentHash = draft.ContentHash, WithModel = true };

        var price = await stage.Client.Stale.EstimateUpdateAsync(draft.Summary.Id, request, Ct);
        var preview = await stage.Client.Stale.PreviewUpdateAsync(draft.Summary.Id, request, Ct);
        var updated = await stage.Client.Stale.UpdateDraftAsync(draft.Summary.Id, request, Ct);

        Assert.Equal(("harbour-1", "update@1", 0.0014m), (preview.Writing!.Model, preview.Writing.Prompt, preview.Writing.Cost));
        Assert.True(price.Most >= preview.Writing.Cost);
        Assert.Equal((2, 0m, 1), (updated.Draft.VersionNumber, updated.Draft.Writing!.Cost, stage.Sink.Asked.Count));
        Assert.Contains("With us the hull weighs no more than 18 kg.", Sentences(updated.Draft.Content));
        Assert.Equal(Sentences(draft.Content).Where(s => !s.Contains("20 kg", StringComparison.Ordinal)), Sentences(updated.Draft.Content).Where(s => !s.Contains("18 kg", StringComparison.Ordinal)));
        Assert.Equal(AiShare.Assisted, updated.Draft.Ai);
        Assert.DoesNotContain(updated.Draft.Checks.Claims, c => c.IsOpen);
    }

    [Fact]
    public async Task Where_a_model_says_more_than_the_document_the_documents_words_stand()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var draft = await StaleDraftAsync(stage);
        stage.Sink.Answer = asked => new(Worded(asked.User, _ => "The hull weighs 17 kg, says Marco Bellini, see www.evil.example."));

        var updated = await stage.Client.Stale.UpdateDraftAsync(draft.Summary.Id, new() { ContentHash = draft.ContentHash, WithModel = true }, Ct);

        Assert.Contains("The hull weighs 18 kg.", Sentences(updated.Draft.Content));
        Assert.DoesNotContain(Sentences(updated.Draft.Content), s => s.Contains("Bellini", StringComparison.Ordinal) || s.Contains("17", StringComparison.Ordinal));
        Assert.DoesNotContain(updated.Draft.Checks.Claims, c => c.IsOpen);
    }

    [Fact]
    public async Task Without_a_model_it_says_so_and_the_built_in_way_stays()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        var draft = await StaleDraftAsync(stage);

        await Problems.RefusedAsync(HttpStatusCode.Conflict, "models.none", () => stage.Client.Stale.UpdateDraftAsync(draft.Summary.Id, new() { ContentHash = draft.ContentHash, WithModel = true }, Ct));

        Assert.Equal(2, (await stage.Client.Stale.UpdateDraftAsync(draft.Summary.Id, new() { ContentHash = draft.ContentHash }, Ct)).Draft.VersionNumber);
    }
}
