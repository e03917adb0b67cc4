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

    [Theory, BothDatabases]
    public async Task Sentences_arrive_as_they_are_written_and_a_lost_line_goes_on_where_it_was(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var before = await stage.DraftAsync("bluesky", Document);
        var goOn = new TaskCompletionSource();
        stage.Sink.Answer = _ => new(ModelStage.Post("The hull weighs 19.8 kg.", "It floats.", "It was tested in Lisbon."), Piece: 110) { Pause = ct => goOn.Task.WaitAsync(ct) };

        var job = await stage.Client.Writing.WriteDraftAsync(before.Summary.Id, ct: Ct);
        var first = await stage.Client.Writing.FollowAsync(before.Summary.Id, job.Id, ct: Ct).FirstAsync(Ct); // and hangs up
        Assert.Equal((1, "The hull weighs 19.8 kg."), (first.Number, first.Text));
        Assert.Single(first.Blocks);
        Assert.Equal(1, (await stage.Client.Writing.GetDraftAsync(before.Summary.Id, ct: Ct)).VersionNumber);

        var follow = stage.Client.Writing.FollowAsync(before.Summary.Id, job.Id, after: 1, ct: Ct).ToListAsync(Ct).AsTask();
        goOn.SetResult();
        Assert.Equal((JobState.Completed, 2), (await stage.DoneAsync(job.Id, before.Summary.Id)) is var done ? (done.Job.Job.State, done.Draft.VersionNumber) : default);
        Assert.DoesNotContain(await follow, s => s.Number <= 1);
    }

    [Theory, BothDatabases]
    public async Task Sentences_come_over_the_socket_too(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var before = await stage.DraftAsync("bluesky", Document);
        var goOn = new TaskCompletionSource();
        stage.Sink.Answer = _ => new(ModelStage.Post("The hull weighs 19.8 kg.", "It floats.", "It was tested in Lisbon."), Piece: 110) { Pause = ct => goOn.Task.WaitAsync(ct) };
        using var socket = await SocketClient.OpenAsync(stage.Host, stage.Workspace.Key);
        await socket.SayAsync($$"""{"type":"follow","job":"{{Guid.NewGuid()}}"}""");
        Assert.Equal("subscribe.expected", (await socket.HearAsync()).Code);
        await socket.SubscribeAsync(""","kinds":["piece"]""");
        await socket.SayAsync($$"""{"type":"follow","job":"{{Guid.NewGuid()}}"}""");
        Assert.Equal(["following", "error"], [(await socket.HearAsync()).Type, (await socket.HearAsync()).Type]);

        var job = await stage.Client.Writing.WriteDraftAsync(before.Summary.Id, ct: Ct);
        await socket.SayAsync($$"""{"type":"follow","job":"{{job.Id}}"}""");
        Assert.Equal(("following", job.Id), (await socket.HearAsync()) is var following ? (following.Type, following.Job) : default);
        var first = await socket.HearAsync();
        Assert.Equal(("sentence", job.Id, 1, "The hull weighs 19.8 kg."), (first.Type, first.Job, first.Written!.Number, first.Written.Text));

        goOn.SetResult();
        var rest = new List<SocketMessage>();
        while (rest is not [.., { Type: "ended" }]) rest.Add(await socket.HearAsync());
        Assert.All(rest, m => Assert.True(m.Type is "sentence" or "ended" or "heartbeat", m.Type));
        Assert.Equal(2, (await stage.DoneAsync(job.Id, before.Summary.Id)).Draft.VersionNumber);
    }

    [Theory, BothDatabases]
    public async Task To_cancel_ends_the_call_and_the_bill(DatabaseKind database)
    {
        await using var stage = await ModelStage.StartAsync(database);
        await stage.ConnectAsync();
        var before = await stage.DraftAsync("bluesky", Document);
        var hungUp = new TaskCompletionSource();
        stage.Sink.Answer = _ => new(ModelStage.Post("The hull weighs 19.8 kg.", "It floats."), Piece: 110)
        {
            Pause = async ct =>
            {
                await using var gone = ct.Register(() => hungUp.TrySetResult());
                await Task.Delay(Timeout.Infinite, ct);
            },
        };

        var job = await stage.Client.Writing.WriteDraftAsync(before.Summary.Id, ct: Ct);
        await stage.Client.Writing.FollowAsync(before.Summary.Id, job.Id, ct: Ct).FirstAsync(Ct);
        await stage.Client.Jobs.CancelAsync(job.Id, Ct);
        await hungUp.Task.WaitAsync(Ct);

        var (done, draft) = await stage.DoneAsync(job.Id, before.Summary.Id);
        Assert.Equal((JobState.Cancelled, 1), (done.Job.State, draft.VersionNumber));
        var call = Assert.Single((await Eventually.SatisfiesAsync(() => stage.Client.Models.ListCallsAsync(ct: Ct), calls => calls.Items.All(c => c.Problem is not null))).Items);
        Assert.Equal("It was stopped.", call.Problem);
        Assert.InRange(call.OutputTokens, 1, 200);
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
