using System.Net;
using System.Text.Json.Nodes;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Models;

/// <summary>A model's second opinion: advice beside the checks, about one text only.</summary>
public sealed class OpinionTests
{
    const string Document = "# News\n\n## New hull\n\nThe hull weighs 19.8 kg.\n\nThe yard may offer it to clubs next year.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static string Remarks(params (int Sentence, string Verdict, string Reason, int[] Blocks)[] remarks) => new JsonObject
    {
        ["remarks"] = new JsonArray([.. remarks.Select(r => (JsonNode)new JsonObject
        {
            ["sentence"] = r.Sentence, ["verdict"] = r.Verdict, ["reason"] = r.Reason, ["blocks"] = new JsonArray([.. r.Blocks.Select(b => (JsonNode)JsonValue.Create(b))]),
        })]),
    }.ToJsonString();

    [Theory, BothDatabases]
    public async Task An_opinion_stands_beside_the_checks_until_the_text_changes(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var draft = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = _ => new("Sure:\n" + Remarks((1, "overstated", "The yard only <b>may</b> offer it.", [2]), (99, "unsupported", "No such sentence.", []), (1, "contradicted", "Said twice.", [])), In: 1000, Out: 100);

        var price = await stage.Client.Writing.EstimateJudgeAsync(draft.Summary.Id, Ct);
        var opinion = await stage.Client.Writing.JudgeAsync(draft.Summary.Id, ct: Ct);

        var remark = Assert.Single(opinion.Remarks);
        Assert.Equal((RemarkVerdict.Overstated, "The yard only <b>may</b> offer it."), (remark.Verdict, remark.Reason));
        Assert.Single(remark.Blocks);
        Assert.Equal(("harbour-1", "judge@1", 0.0028m), (opinion.Writing.Model, opinion.Writing.Prompt, opinion.Writing.Cost));
        Assert.True(price.Most >= opinion.Writing.Cost);
        var shown = await stage.Client.Writing.GetDraftAsync(draft.Summary.Id, ct: Ct);
        Assert.Equal(remark.Reason, Assert.Single(shown.Opinion!.Remarks).Reason);
        Assert.Equal(ModelPurpose.Judge, Assert.Single((await stage.Client.Models.ListCallsAsync(ct: Ct)).Items).Purpose);

        // Advice: it stands against no approval.
        Assert.NotNull((await stage.Client.Writing.ApproveDraftAsync(draft.Summary.Id, new() { ContentHash = shown.ContentHash, Name = "Mia Berg" }, Ct)).Approval);
        var edited = await stage.Client.Writing.EditDraftAsync(draft.Summary.Id, new() { BaseVersion = 1, Text = shown.Editable with { Posts = ["The hull weighs 19.8 kg."] } }, Ct);
        Assert.Null(edited.Opinion);
        Assert.NotNull((await stage.Client.Writing.GetDraftAsync(draft.Summary.Id, 1, Ct)).Opinion);
    }

    [Fact]
    public async Task The_same_question_costs_nothing_and_a_new_one_takes_its_place()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var draft = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = _ => new(Remarks((1, "unsupported", "Not said.", [])), In: 1000, Out: 100);
        await stage.Client.Writing.JudgeAsync(draft.Summary.Id, ct: Ct);

        var again = await stage.Client.Writing.JudgeAsync(draft.Summary.Id, ct: Ct);
        Assert.Equal((0m, 1), (again.Writing.Cost, stage.Sink.Asked.Count));

        stage.Sink.Answer = _ => new(Remarks(), In: 1000, Out: 100);
        var fresh = await stage.Client.Writing.JudgeAsync(draft.Summary.Id, true, Ct);
        Assert.Empty(fresh.Remarks);
        Assert.True(fresh.Sentences > 0);
        Assert.Empty((await stage.Client.Writing.GetDraftAsync(draft.Summary.Id, ct: Ct)).Opinion!.Remarks);
    }

    [Fact]
    public async Task Without_a_model_or_money_it_says_so()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        var draft = await stage.DraftAsync("bluesky", Document);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "models.none", () => stage.Client.Writing.JudgeAsync(draft.Summary.Id, ct: Ct));

        await stage.ConnectAsync();
        var policy = await stage.Client.Models.GetPolicyAsync(Ct);
        await stage.Client.Models.SetPolicyAsync(policy with { PerDay = 0.0001m }, Ct);
        await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "models.budget", () => stage.Client.Writing.JudgeAsync(draft.Summary.Id, ct: Ct));
        await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "models.budget", () => stage.Client.Writing.EstimateJudgeAsync(draft.Summary.Id, Ct));
        Assert.Empty(stage.Sink.Asked);
    }
}
