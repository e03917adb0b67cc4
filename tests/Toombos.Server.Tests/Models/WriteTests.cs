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
        stage.Sink.Answer = asked => new(asked.Said.Contains("Give the whole answer again", StringComparison.Ordinal) ? ModelStage.Answer(("paragraph", "The hull weighs 19.8 kg.", [1])) : "I would rather not.");

        Assert.Equal(JobState.Completed, (await stage.WriteAsync(before.Summary.Id)).Job.Job.State);
        Assert.Equal(2, stage.Sink.Asked.Count);
    }

    [Fact]
    public async Task Too_long_is_said_to_the_model_once_and_then_left_out_in_whole_sentences()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var before = await stage.DraftAsync("bluesky", Document);
        string[] sentences = [.. Enumerable.Range(0, 20).Select(_ => "The hull weighs 19.8 kg and floats.")];
        stage.Sink.Answer = _ => new(ModelStage.Post(sentences));

        var (job, draft) = await stage.WriteAsync(before.Summary.Id);

        Assert.Equal((JobState.Completed, 2), (job.Job.State, draft.VersionNumber));
        Assert.Contains("at most 300", stage.Sink.Asked[^1].Said, StringComparison.Ordinal);
        Assert.All(draft.Checks.Measures, m => Assert.True(m.Fits));
        var kept = draft.Content.Parts.Single(p => p.Sentences.Any(s => s.Origin == SentenceOrigin.Generated)).Sentences;
        Assert.All(kept, s => Assert.Equal(sentences[0], s.Text));
        Assert.InRange(kept.Count, 1, 8);
    }

    [Fact]
    public async Task One_sentence_that_is_too_long_ends_at_a_word()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var before = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = _ => new(ModelStage.Post("The hull " + string.Concat(Enumerable.Repeat("wonderfully ", 60)) + "weighs 19.8 kg."));

        var (job, draft) = await stage.WriteAsync(before.Summary.Id);

        Assert.Equal(JobState.Completed, job.Job.State);
        Assert.All(draft.Checks.Measures, m => Assert.True(m.Fits));
        Assert.EndsWith("wonderfully…", draft.Content.Parts.SelectMany(p => p.Sentences).Single(s => s.Origin == SentenceOrigin.Generated).Text, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_draft_below_the_floor_of_quality_is_not_taken_and_the_draft_says_so(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        await stage.Client.Models.SetPolicyAsync(await stage.Client.Models.GetPolicyAsync(Ct) with { QualityFloor = 100 }, Ct);
        var before = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = _ => new(ModelStage.Post("Hull hull hull hull hull hull."));

        var (job, draft) = await stage.WriteAsync(before.Summary.Id);

        Assert.Equal((JobState.Failed, "models.none", 1), (job.Job.State, job.Job.ErrorCode, draft.VersionNumber));
        Assert.Contains("at least 100 are wanted", draft.Summary.WritingProblem, StringComparison.Ordinal);
        Assert.Equal((AiShare.Human, null), (draft.Ai, draft.Writing));
    }

    [Theory, BothDatabases]
    public async Task The_same_question_costs_nothing_again_unless_it_is_asked_afresh(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var before = await stage.DraftAsync("bluesky", Document);
        stage.Sink.Answer = _ => new(ModelStage.Post("The hull weighs 19.8 kg."), In: 1000, Out: 200);

        Assert.Equal((false, null), (await stage.Client.Writing.EstimateAsync(before.Summary.Id, ct: Ct)) is var first ? (first.Known, first.Usual) : default);
        await stage.WriteAsync(before.Summary.Id);
        Assert.Equal((true, 0m, 0.0036m), (await stage.Client.Writing.EstimateAsync(before.Summary.Id, ct: Ct)) is var second ? (second.Known, second.Most, second.Usual) : default);
        Assert.Equal(3, (await stage.WriteAsync(before.Summary.Id)).Draft.VersionNumber);
        Assert.Single(stage.Sink.Asked);
        Assert.Equal(0.0036m, (await stage.Client.Models.GetSpendingAsync(Ct)).Today);

        await stage.WriteAsync(before.Summary.Id, fresh: true);
        Assert.Equal(2, stage.Sink.Asked.Count);
    }

    [Fact]
    public async Task A_thread_that_becomes_one_post_ends_with_one_link()
    {
        await using var stage = await ModelStage.StartAsync(DatabaseKind.Sqlite);
        await stage.ConnectAsync();
        var items = string.Concat(Enumerable.Range(1, 6).Select(i => $"## Boat {i}\n\n**Link:** https://tidewater.example/boat-{i}\n\n{string.Concat(Enumerable.Repeat($"Boat {i} was launched in Orust and floats well. ", 5))}\n\n"));
        var before = await stage.DraftAsync("bluesky", "# News\n\n" + items);
        Assert.True(before.Content.Posts.Count > 1);
        stage.Sink.Answer = _ => new(ModelStage.Post("Six boats were launched in Orust."));

        var (_, draft) = await stage.WriteAsync(before.Summary.Id);

        Assert.Single(draft.Content.Posts);
        Assert.InRange(draft.Content.Parts.Count(p => p.Role == PartRole.CallToAction), 0, 1);
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
        for (var i = 0; i < 5; i++) drafts.Add((await stage.DraftAsync("bluesky", Document + $"\nThis is the hull of boat {i}.\n")).Summary.Id);
        stage.Sink.Answer = _ => new(ModelStage.Answer(("paragraph", "The hull weighs 19.8 kg.", [1])), Out: 1500);

        var done = await Task.WhenAll(drafts.Select(TryAsync));
        Assert.Equal(2, done.Count(d => d));
        Assert.Equal((0.3m, 2), ((await stage.Client.Models.GetSpendingAsync(Ct)).Month, stage.Sink.Asked.Count));
        await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "models.budget", () => stage.Client.Writing.WriteDraftAsync(drafts[0], new() { Fresh = true }, Ct));
        Assert.All(await Task.WhenAll(drafts.Select(d => stage.Client.Writing.GetDraftAsync(d, ct: Ct))), d => Assert.InRange(d.VersionNumber, 1, 2));

        // Whoever comes too late is told at once; whoever came a moment before is told by the job.
        async Task<bool> TryAsync(Guid draft)
        {
            try
            {
                var (job, _) = await stage.WriteAsync(draft);
                if (job.Job.State != JobState.Completed) Assert.Equal((JobState.Failed, "models.budget"), (job.Job.State, job.Job.ErrorCode));
                return job.Job.State == JobState.Completed;
            }
            catch (ToombosApiException refused)
            {
                Assert.Equal((HttpStatusCode.PaymentRequired, "models.budget"), (refused.Status, refused.Code));
                return false;
            }
        }
    }
}
