using System.Net;
using Toombos.Client.Checks;
using Toombos.Client.Jobs;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Models;

/// <summary>A model writes drafts that cite the document; what it makes up does not get through.</summary>
public sealed class WriteTests
{
    const string Document = "# News\n\n## New hull\n\nThe hull weighs 19.8 kg.\n\nIt was tested by Ines Duarte in Lisbon.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_model_writes_a_draft_whose_sentences_cite_the_document(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var before = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = _ => new(ModelStage.Answer(("paragraph", "Our new hull weighs only 19.8 kg.", [1])), In: 1000, Out: 200);

        var (job, draft) = await stage.WriteAsync(before.Summary.Id);

        Assert.Equal((JobState.Completed, 2), (job.Job.State, draft.VersionNumber));
        var sentence = draft.Content.Parts.SelectMany(p => p.Sentences).Single(s => s.Origin == SentenceOrigin.Generated);
        Assert.Equal("Our new hull weighs only 19.8 kg.", sentence.Text);
        Assert.Single(sentence.Blocks);
        Assert.DoesNotContain(draft.Checks.Claims, c => c.Verdict == ClaimVerdict.Unsupported);
        var call = Assert.Single((await stage.Client.Models.ListCallsAsync(ct: Ct)).Items);
        Assert.Equal(("harbour-1", "draft@1", 1000, 200, 0.0036m), (call.Model, call.Prompt, call.InputTokens, call.OutputTokens, call.Cost));
        Assert.Equal(0.0036m, (await stage.Client.Models.GetSpendingAsync(Ct)).Today);
    }

    [Theory, BothDatabases]
    public async Task What_a_model_makes_up_is_found_and_can_not_be_approved(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync(ModelProtocol.Anthropic);
        var before = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = _ => new(ModelStage.Answer(("paragraph", "Our new hull weighs only 18.9 kg, and Marco Bellini of Genoa has ordered 40 of them.", [1])));

        var (_, draft) = await stage.WriteAsync(before.Summary.Id);

        Assert.True(draft.Checks.Claims.Count(c => c.Verdict != ClaimVerdict.Supported) >= 3);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "draft.unsupported-claims", () => stage.Client.Writing.ApproveDraftAsync(draft.Summary.Id, new() { ContentHash = draft.ContentHash, Name = "Mia Berg" }, Ct));
    }

    [Theory]
    [InlineData("```json\n{0}\n```")]
    [InlineData("Here is your draft:\n{0}\nI hope it helps! {{smile}}")]
    public async Task Words_and_fences_around_an_answer_do_no_harm(string around)
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var before = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = _ => new(string.Format(System.Globalization.CultureInfo.InvariantCulture, around, ModelStage.Answer(("paragraph", "The hull weighs 19.8 kg.", [1]))));
        Assert.Equal(JobState.Completed, (await stage.WriteAsync(before.Summary.Id)).Job.Job.State);
    }

    [Fact]
    public async Task An_answer_that_can_not_be_used_is_shown_to_the_model_once()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var before = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = asked => new(asked.Said.Contains("can't be used", StringComparison.Ordinal) ? ModelStage.Answer(("paragraph", "The hull weighs 19.8 kg.", [1])) : "I would rather not.");

        Assert.Equal(JobState.Completed, (await stage.WriteAsync(before.Summary.Id)).Job.Job.State);
        Assert.Equal(2, stage.Sink.Asked.Count);
    }

    [Fact]
    public async Task Too_long_is_said_to_the_model_and_never_kept()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var before = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = _ => new(ModelStage.Answer(("paragraph", string.Concat(Enumerable.Repeat("The hull weighs 19.8 kg and floats. ", 20)), [1])));

        var (job, draft) = await stage.WriteAsync(before.Summary.Id);
        Assert.Equal((JobState.Failed, "models.none", 1), (job.Job.State, job.Job.ErrorCode, draft.VersionNumber));
        Assert.Contains("at most 300", stage.Sink.Asked[1].Said, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task The_next_model_is_asked_where_the_first_is_in_trouble(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var provider = await stage.ConnectAsync(ModelProtocol.OpenAi, ModelStage.Entry("first"), ModelStage.Entry("second"));
        ModelRoute[] routes = [new() { ProviderId = provider.Id, Model = "first" }, new() { ProviderId = provider.Id, Model = "second" }];
        await stage.Client.Models.SetPolicyAsync(new() { Draft = routes }, Ct);
        var before = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = asked => asked.Model == "first" ? new(Status: 500, Body: "{}") : new(ModelStage.Answer(("paragraph", "The hull weighs 19.8 kg.", [1])));

        var (job, draft) = await stage.WriteAsync(before.Summary.Id);
        Assert.Equal(JobState.Completed, job.Job.State);
        Assert.Contains(job.Steps, s => s.Text.StartsWith("first: The provider answered 500", StringComparison.Ordinal));
        Assert.Equal("Written by second", (await stage.Client.Writing.ListVersionsAsync(draft.Summary.Id, ct: Ct)).Items[0].Note);
    }

    [Theory, BothDatabases]
    public async Task A_cap_is_kept_exactly_however_many_ask_at_once(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        var provider = await stage.ConnectAsync(ModelProtocol.OpenAi, ModelStage.Entry(input: 0, output: 100));
        await stage.Client.Models.SetPolicyAsync(new() { Draft = [new() { ProviderId = provider.Id, Model = "harbour-1" }], PerDay = 0.32m }, Ct); // each call may cost 0.15
        var drafts = new List<Guid>();
        for (var i = 0; i < 5; i++) drafts.Add((await stage.DraftAsync("bluesky", Document)).Summary.Id);
        stage.Sink.Answer = _ => new(ModelStage.Answer(("paragraph", "The hull weighs 19.8 kg.", [1])), Out: 1500);

        var done = await Task.WhenAll(drafts.Select(stage.WriteAsync));
        Assert.Equal(2, done.Count(d => d.Job.Job.State == JobState.Completed));
        Assert.All(done.Where(d => d.Job.Job.State != JobState.Completed), d => Assert.Equal((JobState.Failed, "models.budget"), (d.Job.Job.State, d.Job.Job.ErrorCode)));
        Assert.Equal((0.3m, 2), ((await stage.Client.Models.GetSpendingAsync(Ct)).Month, stage.Sink.Asked.Count));
    }
}
