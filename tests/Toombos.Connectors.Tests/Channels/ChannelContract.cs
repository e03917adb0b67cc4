using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Site;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>The exam that every channel sits.</summary>
public abstract class ChannelContract
{
    protected const string Secret = "Zq8-never-show-this-0042";
    protected const string GateSentence = "Nothing leaves today.";

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The channel towards a destination that works, for whom the gate lets out.</summary>
    internal abstract IChannel Channel(OutboundGate gate);
    protected abstract ChannelAccount Account { get; }
    protected abstract Dispatch Dispatch(string key);

    /// <summary>How often the thing of this key arrived in a way that its receiver can't tell from another thing.</summary>
    protected abstract int Arrived(string key);

    /// <summary>How often the outside was touched at all: a name looked up, a connection made, a file written.</summary>
    protected abstract int Touched { get; }

    /// <summary>From now on things are taken and the answers are lost; false where there are none to lose.</summary>
    protected abstract bool LoseAnswers(bool lose);

    /// <summary>What is kept of the dispatch "one".</summary>
    internal TestMemory Memory { get; } = new();

    protected virtual IReadOnlyList<string> Secrets => [Secret];

    /// <summary>Whether the other side can be asked what it has.</summary>
    protected virtual bool CanTell => true;

    /// <summary>The other side refuses, and says all that it was told.</summary>
    protected abstract void RefuseLoudly();

    [Fact]
    public async Task What_is_sent_arrives()
    {
        Assert.IsType<ChannelAnswer.Delivered>(await Channel(OutboundGate.Open).SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(1, Arrived("one"));
        Assert.True(Touched > 0, "The trap that proves a closed gate does not work.");
    }

    [Fact]
    public async Task Behind_a_closed_gate_nothing_is_touched()
    {
        var channel = Channel(new OutboundGate(() => GateSentence));
        var refused = Assert.IsType<ChannelAnswer.Rejected>(await channel.SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(GateSentence, refused.Sentence);
        Assert.Equal(GateSentence, Assert.Single(await channel.CheckAsync(Account, Ct), point => !point.Good).Sentence);
        Assert.Equal(0, Touched);
    }

    [Fact]
    public async Task A_caller_that_gave_up_before_is_heard_and_nothing_is_touched()
    {
        var channel = Channel(OutboundGate.Open);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.SendAsync(Account, Dispatch("one"), new(canceled: true)));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => channel.CheckAsync(Account, new(canceled: true)));
        Assert.Equal(0, Touched);
    }

    [Fact]
    public async Task The_same_key_is_the_same_thing_to_its_receiver()
    {
        var channel = Channel(OutboundGate.Open);
        Assert.IsType<ChannelAnswer.Delivered>(await channel.SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.IsType<ChannelAnswer.Delivered>(await channel.SendAsync(Account, Dispatch("one"), Memory, Ct));
        Assert.Equal(1, Arrived("one"));
    }

    [Fact]
    public async Task After_a_lost_answer_the_outcome_is_unclear_and_the_way_on_is_the_one_promised()
    {
        var channel = Channel(OutboundGate.Open);
        var unclear = LoseAnswers(true);
        var answer = await channel.SendAsync(Account, Dispatch("one"), Memory, Ct);
        if (unclear) Assert.IsType<ChannelAnswer.Unclear>(answer);
        Assert.Equal(1, Arrived("one"));
        LoseAnswers(false);
        var found = await channel.FindAsync(Account, Dispatch("one"), Ct);
        switch (channel.AfterSilence)
        {
            case AfterSilence.SendAgain:
                Assert.IsType<ChannelAnswer.Delivered>(await channel.SendAsync(Account, Dispatch("one"), Memory, Ct));
                Assert.Equal(1, Arrived("one"));
                break;
            case AfterSilence.GoOn:
                var again = await channel.SendAsync(Account, Dispatch("one"), Memory, Ct);
                if (CanTell) Assert.IsType<ChannelAnswer.Delivered>(again);
                else Assert.True(Assert.IsType<ChannelAnswer.Unclear>(again).ForGood);
                Assert.Equal(1, Arrived("one"));
                break;
            case AfterSilence.ReadBack:
                Assert.IsType<ReadBack.Found>(found);
                Assert.IsType<ReadBack.Absent>(await channel.FindAsync(Account, Dispatch("two"), Ct));
                break;
            default:
                Assert.IsType<ReadBack.CannotTell>(found);
                break;
        }
    }

    [Fact]
    public async Task A_check_of_what_works_is_good_and_publishes_nothing()
    {
        var points = await Channel(OutboundGate.Open).CheckAsync(Account, Ct);
        Assert.NotEmpty(points);
        Assert.All(points, point => Assert.True(point.Good, point.Sentence));
        Assert.Equal(0, Arrived("one"));
    }

    [Fact]
    public async Task Secrets_are_said_nowhere()
    {
        RefuseLoudly();
        var channel = Channel(OutboundGate.Open);
        string[] said = [
            Account.ToString()!, $"{Account}",
            $"{await channel.SendAsync(Account, Dispatch("one"), Memory, Ct)}",
            string.Join('\n', await channel.CheckAsync(Account, Ct)),
        ];
        Assert.All(said, text => Assert.DoesNotContain(Secrets, secret => text.Contains(secret, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Another_kinds_account_or_dispatch_is_a_mistake_of_the_caller()
    {
        var channel = Channel(OutboundGate.Open);
        ChannelAccount other = channel.About.Kind == "site" ? new WebhookAccount { Address = "https://example.com" } : new SiteAccount { Folder = "/nowhere" };
        await Assert.ThrowsAsync<ArgumentException>(() => channel.SendAsync(other, Dispatch("one"), Ct));
        Dispatch wrong = channel.About.Publishes == Publishes.Site ? new Dispatch.Message("x", default, default) { Key = "one" } : new Dispatch.Site(new Dictionary<string, ReadOnlyMemory<byte>>(), null) { Key = "one" };
        await Assert.ThrowsAsync<ArgumentException>(() => channel.SendAsync(Account, wrong, Ct));
        Assert.Equal(0, Touched);
    }
}
