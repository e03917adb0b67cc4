using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Http;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>The exam of channels that call a service, against a service that does what its documents say, and whose answers get lost.</summary>
public abstract class ServiceContract<T> : ChannelContract, IAsyncLifetime where T : ServiceSink, new()
{
    readonly LoopbackHttp http = new();
    T? sink;

    protected T Sink => sink!;

    public async ValueTask InitializeAsync()
    {
        sink = await ServiceSink.StartAsync<T>();
        Prepare();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Sink.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The service knows the account.</summary>
    protected abstract void Prepare();

    /// <summary>How many calls publishing makes that change something.</summary>
    protected abstract int Writes { get; }

    /// <summary>All that is to be seen of the dispatch "one", in order.</summary>
    protected abstract IReadOnlyList<string> Shown { get; }

    internal ApiLine Line(OutboundGate gate) => http.Line(gate);

    internal LinkCards Cards(OutboundGate gate) => http.Cards(gate);

    protected override int Touched => Sink.Taken.Count;

    protected override bool LoseAnswers(bool lose)
    {
        Sink.Lose = request => lose && IsPublishing(request);
        return true;
    }

    /// <summary>Whether a call puts something before readers.</summary>
    protected abstract bool IsPublishing(TakenRequest request);

    protected override void RefuseLoudly() => Sink.RefuseLoudly();

    [Fact]
    public async Task Whichever_answer_is_lost_the_end_is_whole_and_nothing_is_double()
    {
        var whole = await WholeAsync();
        for (var lost = 1; lost <= Writes; lost++)
        {
            var (number, count, memory) = (lost, 0, new TestMemory());
            var before = Shown.Count;
            Sink.Lose = request => request.Writes && ++count == number;
            await GoOnAsync(memory, $"lost-{number}");
            if (CanTell) Assert.Equal(before + whole, Shown.Count);
            else Assert.InRange(Shown.Count, before + 1, before + whole);
        }
    }

    [Fact]
    public async Task Whenever_the_process_dies_the_next_goes_on_and_nothing_is_double()
    {
        var whole = await WholeAsync();
        for (var kept = 1; kept <= 2 * whole; kept++)
        {
            var (memory, before) = (new TestMemory(), Shown.Count);
            await Assert.ThrowsAsync<CrashException>(() => Channel(OutboundGate.Open).SendAsync(Account, Dispatch($"crash-{kept}"), new CrashingMemory(memory, kept), Ct));
            await GoOnAsync(memory, $"crash-{kept}");
            if (CanTell) Assert.Equal(before + whole, Shown.Count);
            else Assert.InRange(Shown.Count, before, before + whole);
        }
    }

    [Fact]
    public async Task What_was_published_can_be_taken_away_also_twice_where_the_kind_says_so()
    {
        if (!Channel(OutboundGate.Open).About.Removes)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => Channel(OutboundGate.Open).SendAsync(Account, new Dispatch.Removal("x", Memory.Kept) { Key = "away" }, Memory, Ct));
            return;
        }
        var there = Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.NotEmpty(Shown);
        var removal = new Dispatch.Removal(there.Reference!, Memory.Kept) { Key = "away" };
        for (var i = 0; i < 2; i++) Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, removal, new TestMemory(), Ct));
        Assert.Empty(Shown);
    }

    /// <summary>What stands in a call that puts a trial where no reader is told of it; nothing for kinds that can't be tried so.</summary>
    string? Hides => Channel(OutboundGate.Open).About.Kind switch
    {
        "mastodon" => "\"visibility\":\"direct\"", "telegram" => "\"disable_notification\":true", "discord" => "\"flags\":4096", "wordpress" or "ghost" => "\"status\":\"draft\"", "facebook" => "\"published\":false", _ => null,
    };

    [Fact]
    public async Task A_trial_is_put_where_no_reader_is_told_of_it_and_leaves_nothing_behind()
    {
        var channel = Channel(OutboundGate.Open);
        Assert.Equal(channel.About.Trial is Trial.Hidden or Trial.Brief, Hides is not null);
        if (Hides is not { } hides) return;
        await channel.SendAsync(Account, Plain("one"), new TestMemory(), Ct);
        Assert.DoesNotContain(Sink.Taken, taken => IsPublishing(taken) && taken.Json.ToJsonString().Contains(hides, StringComparison.Ordinal));
        var (calls, before) = (Sink.Taken.Count, Shown.Count);

        var there = Assert.IsType<ChannelAnswer.Delivered>(await channel.SendAsync(Account, Plain("trial") with { IsTrial = true }, Memory, Ct));
        var put = Sink.Taken.Skip(calls).Where(taken => taken.Json.ToJsonString().Contains(hides, StringComparison.Ordinal)).ToList();
        Assert.Equal(Sink.Taken.Skip(calls).Count(IsPublishing), put.Count);
        Assert.NotEmpty(put);
        Assert.IsType<ChannelAnswer.Delivered>(await channel.SendAsync(Account, new Dispatch.Removal(there.Reference!, Memory.Kept) { Key = "away", IsTrial = true }, new TestMemory(), Ct));
        Assert.Equal(before, Shown.Count);

        Dispatch Plain(string key) => Dispatch(key) switch
        {
            Dispatch.Posts posts => posts with { Pictures = [] },
            Dispatch.Article article => article with { Pictures = [], Tags = [] },
            var other => other,
        };
    }

    [Fact]
    public async Task Figures_are_told_of_what_is_there_and_of_nothing_else_where_the_kind_tells_any()
    {
        if (Channel(OutboundGate.Open) is not IMeasures channel)
        {
            Assert.Empty(Channel(OutboundGate.Open).About.Measures);
            return;
        }
        var there = Assert.IsType<ChannelAnswer.Delivered>(await channel.SendAsync(Account, Dispatch("one"), Memory, Ct));
        var measured = await channel.MeasureAsync(Account, [there.Reference!, "999999"], Ct);
        Assert.Null(measured.Refusal);
        var (reference, figures) = Assert.Single(measured.Figures);
        Assert.Equal(there.Reference, reference);
        Assert.Equal(channel.About.Measures.Order(), figures.Keys.Order());
        Assert.All(figures.Values, value => Assert.True(value > 0));

        Sink.Instead = _ => new(503, "{}", ("Retry-After", "17"));
        Assert.Equal(TimeSpan.FromSeconds(17), Assert.IsType<ChannelAnswer.TryLater>((await channel.MeasureAsync(Account, [there.Reference!], Ct)).Refusal).After);
        var shut = (IMeasures)Channel(new OutboundGate(() => GateSentence));
        var calls = Sink.Taken.Count;
        Assert.Contains(GateSentence, (await shut.MeasureAsync(Account, [there.Reference!], Ct)).Refusal!.Trouble().Sentence, StringComparison.Ordinal);
        Assert.Equal(calls, Sink.Taken.Count);
    }

    [Fact]
    public async Task A_change_sets_the_texts_that_are_up_and_may_be_done_twice_where_the_kind_says_so()
    {
        var channel = Channel(OutboundGate.Open);
        if (!channel.About.Edits)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => channel.SendAsync(Account, new Dispatch.Posts(["x"], "en", default, AiUse.Human) { Key = "one", Changes = true }, Memory, Ct));
            return;
        }
        var there = Assert.IsType<ChannelAnswer.Delivered>(await channel.SendAsync(Account, Dispatch("one"), Memory, Ct));
        for (var i = 0; i < 2; i++)
        {
            var changed = Assert.IsType<ChannelAnswer.Delivered>(await channel.SendAsync(Account, Posts("two") with { Changes = true }, Memory, Ct));
            Assert.Equal((there.Reference, there.Address), (changed.Reference, changed.Address));
        }
        var shown = Shown;
        Assert.IsType<ChannelAnswer.Delivered>(await channel.SendAsync(Account, Dispatch("two"), new TestMemory(), Ct));
        Assert.Equal(Shown.Skip(shown.Count), shown);

        Assert.IsType<ChannelAnswer.Delivered>(await channel.SendAsync(Account, new Dispatch.Removal(there.Reference!, Memory.Kept) { Key = "away" }, new TestMemory(), Ct));
        Assert.Contains("no longer there", Assert.IsType<ChannelAnswer.Rejected>(await channel.SendAsync(Account, Posts("three") with { Changes = true }, Memory, Ct)).Sentence, StringComparison.Ordinal);
        Assert.Contains("does not know", Assert.IsType<ChannelAnswer.Rejected>(await channel.SendAsync(Account, Posts("three") with { Changes = true }, new TestMemory(), Ct)).Sentence, StringComparison.Ordinal);
        Assert.Equal(shown.Count, Shown.Count);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 3)]
    [InlineData(3, 1)]
    public async Task A_change_that_is_cut_short_anywhere_goes_on_and_the_thread_is_as_long_as_it_is_to_be(int from, int to)
    {
        if (!Channel(OutboundGate.Open).About.Edits) return;
        var (faults, crashed) = (0, true);
        for (var fault = 1; crashed || fault <= from + to; fault++)
        {
            foreach (var crash in (bool[])[false, true])
            {
                var (memory, before, count, number) = (new TestMemory(), Shown.Count, 0, fault);
                Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Thread($"from-{fault}-{crash}", from), memory, Ct));
                var change = Thread($"to-{fault}-{crash}", to) with { Changes = true };
                if (crash)
                {
                    crashed = await Record.ExceptionAsync(() => Channel(OutboundGate.Open).SendAsync(Account, change, new CrashingMemory(memory, number), Ct)) is CrashException;
                    if (crashed) faults++;
                }
                else Sink.Lose = request => request.Writes && ++count == number;
                var (answer, tries) = (await Channel(OutboundGate.Open).SendAsync(Account, change, memory, Ct), 0);
                while (answer is ChannelAnswer.Unclear { ForGood: false } or ChannelAnswer.TryLater && ++tries < 4) answer = await Channel(OutboundGate.Open).SendAsync(Account, change, memory, Ct);
                Sink.Lose = _ => false;
                if (count >= number) faults++;
                if (CanTell || to <= from)
                {
                    Assert.IsType<ChannelAnswer.Delivered>(answer);
                    Assert.Equal(to, Shown.Count - before);
                    Assert.All(Shown.Skip(before), text => Assert.StartsWith($"to-{fault}-{crash}: ", text, StringComparison.Ordinal));
                }
                else Assert.InRange(Shown.Count - before, from, to);
            }
        }
        Assert.True(faults >= Math.Max(from, to), $"It was cut short {faults} times.");
    }

    Dispatch.Posts Posts(string key) => (Dispatch.Posts)Dispatch(key);

    Dispatch.Posts Thread(string key, int count) => Posts(key) with { Texts = [.. Enumerable.Range(1, count).Select(n => $"{key}: part {n}")] };

    [Theory]
    [InlineData(429, ChannelProblem.Rate)]
    [InlineData(503, ChannelProblem.Transient)]
    public async Task A_busy_service_is_asked_again_later(int status, ChannelProblem problem)
    {
        Sink.Instead = _ => new(status, "{}", ("Retry-After", "17"));
        var later = Assert.IsType<ChannelAnswer.TryLater>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal((problem, TimeSpan.FromSeconds(17)), (later.Problem, later.After));
        Sink.Instead = _ => null;
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
    }

    async Task<int> WholeAsync()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("whole"), new TestMemory(), Ct));
        return Shown.Count;
    }

    /// <summary>Hands it in until it is delivered, or until nobody but a person can tell, and then no call is made any more.</summary>
    async Task GoOnAsync(TestMemory memory, string key)
    {
        ChannelAnswer answer;
        var tries = 0;
        do answer = await Channel(OutboundGate.Open).SendAsync(Account, Dispatch(key), memory, Ct);
        while (answer is ChannelAnswer.Unclear { ForGood: false } or ChannelAnswer.TryLater && ++tries < 4);
        if (answer is ChannelAnswer.Delivered) return;
        Assert.False(CanTell, $"{answer}");
        Assert.True(Assert.IsType<ChannelAnswer.Unclear>(answer).ForGood);
        var calls = Sink.Taken.Count;
        await Channel(OutboundGate.Open).SendAsync(Account, Dispatch(key), memory, Ct);
        Assert.Equal(calls, Sink.Taken.Count);
    }

    /// <summary>The process ends in place of keeping something for the n-th time.</summary>
    sealed class CrashingMemory(TestMemory memory, int at) : IDispatchMemory
    {
        int _kept;

        public string? Recall(string name) => memory.Recall(name);

        public Task KeepAsync(string name, string? value, CancellationToken ct) => ++_kept == at ? throw new CrashException() : memory.KeepAsync(name, value, ct);
    }

    sealed class CrashException : Exception;
}
