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

/// <summary>A draft is seen as a model writes it, on two kinds of line, and can be stopped.</summary>
public sealed class LiveWriteTests
{
    const string Document = "# News\n\n## New hull\n\nThe hull weighs 19.8 kg.\n\nIt was tested by Ines Duarte in Lisbon.\n";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

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
}
