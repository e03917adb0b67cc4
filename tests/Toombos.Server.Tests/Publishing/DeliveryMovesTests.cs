using CsCheck;
using Toombos.Client.Publishing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Publishing;
using Delivery = Toombos.Server.Features.Publishing.Delivery;
using DeliveryAttempt = Toombos.Server.Features.Publishing.DeliveryAttempt;

namespace Toombos.Server.Tests.Publishing;

/// <summary>Any course of events against a simple world that knows what really arrived.</summary>
public sealed class DeliveryMovesTests
{
    static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    enum Move { Arm, Delivered, Accepted, Rejected, Later, UnclearArrived, UnclearLost, DiedArrived, DiedLost, ReadBack, CannotRead, Cancel, Refuse, Retry, SayThere, SayAgain }

    /// <summary>What the ledger can know, worked out the plain way.</summary>
    sealed class World(AfterSilence after)
    {
        readonly Delivery _delivery = new() { PublicationId = Guid.NewGuid(), Target = Guid.NewGuid(), UpdatedAt = Start };
        DeliveryAttempt? _attempt;
        DateTimeOffset _now = Start;
        bool _heard = true;

        /// <summary>A try is out of which nobody has heard the end, by the other side or by a person.</summary>
        bool _doubt;
        int _arrivals, _attempts, _taken;

        public void Do(Move move)
        {
            // An answer comes to a call that is out, and reading back to one of which nobody heard: the rest can't happen.
            if (_delivery.State == DeliveryState.Armed && (move is Move.ReadBack or Move.CannotRead ? _heard : !_heard)) return;
            _now += TimeSpan.FromMinutes(20);
            var (before, allowed) = (_delivery.State, Allowed(move));
            if (allowed) Act(move);
            else Assert.Throws<InvalidOperationException>(() => Act(move));
            if (!allowed) Assert.Equal(before, _delivery.State);
            Check();
        }

        bool Allowed(Move move) => move switch
        {
            Move.Arm or Move.Cancel or Move.Refuse => _delivery.State == DeliveryState.Planned,
            Move.Retry => _delivery.State == DeliveryState.Failed,
            Move.SayThere or Move.SayAgain => _delivery.State == DeliveryState.Unknown,
            _ => _delivery.State == DeliveryState.Armed,
        };

        void Act(Move move)
        {
            switch (move)
            {
                case Move.Arm:
                    var armed = DeliveryMoves.Arm(_delivery, "hash", "node", _now);
                    if (after != AfterSilence.SendAgain) Assert.False(_doubt, "Sent again although nobody knows whether it arrived.");
                    Assert.True(armed.Number > _attempts);
                    (_attempt, _attempts, _heard) = (armed, armed.Number, true);
                    break;
                case Move.Delivered or Move.Accepted:
                    Answer(new ChannelAnswer.Delivered(move == Move.Delivered), arrived: true, doubt: false);
                    break;
                case Move.Rejected:
                    Answer(new ChannelAnswer.Rejected(ChannelProblem.Content, "No."), arrived: false, doubt: _doubt);
                    break;
                case Move.Later:
                    Answer(new ChannelAnswer.TryLater(ChannelProblem.Transient, "Later."), arrived: false, doubt: _doubt);
                    break;
                case Move.UnclearArrived or Move.UnclearLost:
                    Answer(new ChannelAnswer.Unclear("Cut."), move == Move.UnclearArrived, doubt: true);
                    break;
                case Move.DiedArrived or Move.DiedLost:
                    // What can be read back is left as it stands until that is done.
                    if (after != AfterSilence.ReadBack || _delivery.State != DeliveryState.Armed) DeliveryMoves.Silence(_delivery, Attempt, after, _now);
                    Arrive(move == Move.DiedArrived);
                    (_doubt, _heard) = (true, false);
                    break;
                case Move.ReadBack:
                    var there = _taken == _attempts;
                    DeliveryMoves.Read(_delivery, Attempt, there ? new ReadBack.Found() : new ReadBack.Absent(), _now);
                    _doubt = false;
                    break;
                case Move.CannotRead:
                    DeliveryMoves.Read(_delivery, Attempt, new ReadBack.CannotTell("Away."), _now);
                    break;
                case Move.Cancel:
                    DeliveryMoves.Cancel(_delivery, "Called off.", _now);
                    break;
                case Move.Refuse:
                    DeliveryMoves.Refuse(_delivery, DeliveryProblem.Permission, "Not any more.", _now);
                    break;
                case Move.Retry:
                    DeliveryMoves.Retry(_delivery, _now);
                    break;
                case Move.SayThere or Move.SayAgain:
                    DeliveryMoves.Resolve(_delivery, _attempt, move == Move.SayThere ? UnknownAnswer.ItIsThere : UnknownAnswer.SendAgain, "Mia", _now);
                    _doubt = false;
                    break;
            }
        }

        DeliveryAttempt Attempt => _attempt ?? new() { DeliveryId = _delivery.Id, Number = 0, ArmedAt = _now, ContentHash = "", Node = "" };

        void Answer(ChannelAnswer answer, bool arrived, bool doubt)
        {
            DeliveryMoves.Answer(_delivery, Attempt, answer, after, _now);
            Arrive(arrived);
            (_doubt, _heard) = (doubt, answer is not ChannelAnswer.Unclear);
        }

        void Arrive(bool arrived)
        {
            if (!arrived) return;
            _arrivals++;
            _taken = _attempts;
        }

        void Check()
        {
            Assert.Equal(_attempts, _delivery.Attempt);
            if (_delivery.State is DeliveryState.Failed or DeliveryState.Cancelled) Assert.False(_doubt, "It is said that it did not arrive, and nobody knows.");
            if (_delivery.State is DeliveryState.Failed or DeliveryState.Unknown) Assert.False(string.IsNullOrEmpty(_delivery.Error));
            if (_delivery.State == DeliveryState.Planned && after == AfterSilence.AskPerson) Assert.False(_doubt);
            if (_delivery.State is DeliveryState.Sent or DeliveryState.Confirmed) Assert.Null(_delivery.Problem);
        }
    }

    [Theory]
    [InlineData(AfterSilence.SendAgain)]
    [InlineData(AfterSilence.ReadBack)]
    [InlineData(AfterSilence.AskPerson)]
    public void Whatever_happens_nothing_is_sent_blindly_lost_or_claimed(AfterSilence after) =>
        Gen.Enum<Move>().Array[1, 60].Sample(moves =>
        {
            var world = new World(after);
            foreach (var move in moves) world.Do(move);
        }, iter: 20_000);

    [Fact]
    public void What_is_refused_for_good_after_it_may_have_arrived_is_for_a_person_to_say()
    {
        var delivery = new Delivery { PublicationId = Guid.NewGuid(), Target = Guid.NewGuid(), UpdatedAt = Start };
        DeliveryMoves.Answer(delivery, DeliveryMoves.Arm(delivery, "h", "n", Start), new ChannelAnswer.Unclear("Cut."), AfterSilence.SendAgain, Start);
        Assert.Equal(DeliveryState.Planned, delivery.State);
        DeliveryMoves.Answer(delivery, DeliveryMoves.Arm(delivery, "h", "n", Start), new ChannelAnswer.Rejected(ChannelProblem.Content, "Gone."), AfterSilence.SendAgain, Start);
        Assert.Equal((DeliveryState.Unknown, 2), (delivery.State, delivery.Attempt));
    }

    [Fact]
    public void After_five_times_later_it_has_failed_with_the_last_reason()
    {
        var delivery = new Delivery { PublicationId = Guid.NewGuid(), Target = Guid.NewGuid(), UpdatedAt = Start };
        for (var i = 1; i <= DeliveryMoves.MostFailures; i++)
        {
            Assert.Equal(DeliveryState.Planned, delivery.State);
            DeliveryMoves.Answer(delivery, DeliveryMoves.Arm(delivery, "h", "n", Start), new ChannelAnswer.TryLater(ChannelProblem.Rate, $"Busy {i}."), AfterSilence.AskPerson, Start);
        }
        Assert.Equal((DeliveryState.Failed, DeliveryProblem.Rate, "Busy 5."), (delivery.State, delivery.Problem, delivery.Error));
    }

    [Fact]
    public void A_service_that_says_when_is_asked_then_and_not_before()
    {
        var delivery = new Delivery { PublicationId = Guid.NewGuid(), Target = Guid.NewGuid(), UpdatedAt = Start };
        DeliveryMoves.Answer(delivery, DeliveryMoves.Arm(delivery, "h", "n", Start), new ChannelAnswer.TryLater(ChannelProblem.Rate, "Busy.", TimeSpan.FromMinutes(7)), AfterSilence.AskPerson, Start);
        Assert.Equal(Start.AddMinutes(7), delivery.NextAttemptAt);
    }

    [Fact]
    public void The_problems_of_channels_and_of_the_api_have_the_same_words() =>
        Assert.Equal(Enum.GetNames<ChannelProblem>(), Enum.GetNames<DeliveryProblem>());
}
