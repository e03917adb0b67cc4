using Toombos.Client.Publishing;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Publishing;

/// <summary>
/// The only moves that a delivery can make: planned → armed → sent or confirmed, or failed, cancelled, unknown. Pure. What must not be is refused by an
/// exception: sending without arming, arming twice without having found out about the first, leaving an end without a person.
/// </summary>
static class DeliveryMoves
{
    /// <summary>Tries in a row that end in "later", and looks that find nothing out, before it is over.</summary>
    public const int MostFailures = 5;
    static readonly JobRules Pauses = new() { FirstPause = TimeSpan.FromSeconds(10), LongestPause = TimeSpan.FromMinutes(15) };

    /// <summary>Writes down that it is about to be sent.</summary>
    public static DeliveryAttempt Arm(Delivery delivery, string contentHash, string node, DateTimeOffset now)
    {
        Expect(delivery, DeliveryState.Planned);
        Move(delivery, DeliveryState.Armed, now);
        (delivery.Problem, delivery.Error, delivery.NextAttemptAt) = (null, null, null);
        return new() { DeliveryId = delivery.Id, Number = ++delivery.Attempt, ArmedAt = now, ContentHash = contentHash, Node = node };
    }

    /// <summary>What the channel said.</summary>
    public static void Answer(Delivery delivery, DeliveryAttempt attempt, ChannelAnswer answer, AfterSilence after, DateTimeOffset now)
    {
        Expect(delivery, DeliveryState.Armed, attempt);
        // Where the channel finds out by itself, its memory says whether something is still in doubt.
        if (after == AfterSilence.GoOn) delivery.MayHaveArrived = delivery.IsInDoubt;
        switch (answer)
        {
            case ChannelAnswer.Delivered delivered:
                Note(attempt, "delivered", null, delivered.Answer, now);
                Settle(delivery, delivered.Confirmed ? DeliveryState.Confirmed : DeliveryState.Sent, now);
                delivery.Reference = delivered.Reference is { } name ? AuditedText.Clean(name, Delivery.ReferenceLength) : delivery.Reference;
                break;
            case ChannelAnswer.Rejected rejected:
                Note(attempt, "rejected", ProblemOf(rejected.Problem), rejected.Answer ?? rejected.Sentence, now);
                End(delivery, DeliveryState.Failed, ProblemOf(rejected.Problem), rejected.Sentence, now);
                break;
            case ChannelAnswer.TryLater later:
                Note(attempt, "try-later", ProblemOf(later.Problem), later.Answer ?? later.Sentence, now);
                Later(delivery, ProblemOf(later.Problem), later.Sentence, later.After, now);
                break;
            case ChannelAnswer.Unclear unclear:
                Note(attempt, "unclear", DeliveryProblem.Unknown, unclear.Sentence, now);
                Doubt(delivery, unclear.ForGood ? AfterSilence.AskPerson : after, unclear.Sentence, pause: true, now);
                break;
        }
    }

    /// <summary>The process died, or lost the job, before it heard the end.</summary>
    public static void Silence(Delivery delivery, DeliveryAttempt attempt, AfterSilence after, DateTimeOffset now)
    {
        Expect(delivery, DeliveryState.Armed, attempt);
        Note(attempt, "silent", DeliveryProblem.Unknown, null, now);
        Doubt(delivery, after, "The process was interrupted while this was on its way.", pause: false, now);
    }

    /// <summary>It may have arrived, and the other side has forgotten the key by which it would have known a repetition.</summary>
    public static void GiveUp(Delivery delivery, DateTimeOffset now)
    {
        Expect(delivery, DeliveryState.Planned);
        End(delivery, DeliveryState.Unknown, DeliveryProblem.Unknown, "Too much time has passed: the other side would no longer know a repetition.", now);
    }

    /// <summary>What reading back showed.</summary>
    public static void Read(Delivery delivery, DeliveryAttempt attempt, ReadBack found, DateTimeOffset now)
    {
        Expect(delivery, DeliveryState.Armed, attempt);
        switch (found)
        {
            case ReadBack.Found there:
                Note(attempt, "found", null, attempt.Answer, now);
                Settle(delivery, DeliveryState.Confirmed, now);
                delivery.Reference = there.Reference is { } name ? AuditedText.Clean(name, Delivery.ReferenceLength) : delivery.Reference;
                break;
            case ReadBack.Absent:
                Note(attempt, "absent", attempt.Problem, attempt.Answer, now);
                delivery.MayHaveArrived = false;
                Later(delivery, DeliveryProblem.Transient, "It did not arrive.", TimeSpan.Zero, now);
                break;
            case ReadBack.CannotTell later:
                if (later.Never || ++delivery.Failures >= MostFailures) End(delivery, DeliveryState.Unknown, DeliveryProblem.Unknown, later.Sentence, now);
                else (delivery.NextAttemptAt, delivery.Error, delivery.UpdatedAt) = (now + JobMoves.PauseOf(delivery.Failures, Pauses), Clean(later.Sentence), now);
                break;
        }
    }

    /// <summary>In a dry run all is done but the call.</summary>
    public static void Rehearse(Delivery delivery, DeliveryAttempt attempt, DateTimeOffset now)
    {
        Expect(delivery, DeliveryState.Armed, attempt);
        Note(attempt, "dry-run", null, "A dry run: nothing was sent.", now);
        Settle(delivery, DeliveryState.Confirmed, now);
    }

    /// <summary>Somebody called it off, or its receiver is no longer there.</summary>
    public static void Cancel(Delivery delivery, string why, DateTimeOffset now)
    {
        Expect(delivery, DeliveryState.Planned);
        End(delivery, DeliveryState.Cancelled, null, why, now);
    }

    /// <summary>It may not be sent any more.</summary>
    public static void Refuse(Delivery delivery, DeliveryProblem problem, string why, DateTimeOffset now)
    {
        Expect(delivery, DeliveryState.Planned);
        End(delivery, DeliveryState.Failed, problem, why, now);
    }

    /// <summary>A person has what failed done again.</summary>
    public static void Retry(Delivery delivery, DateTimeOffset now)
    {
        Expect(delivery, DeliveryState.Failed);
        Replan(delivery, now);
    }

    /// <summary>A person says what became of it.</summary>
    public static void Resolve(Delivery delivery, DeliveryAttempt? attempt, UnknownAnswer answer, string by, DateTimeOffset now)
    {
        Expect(delivery, DeliveryState.Unknown);
        if (attempt is not null) Note(attempt, answer == UnknownAnswer.ItIsThere ? "it-is-there" : "send-again", null, $"Said by {by}.", now);
        delivery.ForgetDoubts();
        if (answer == UnknownAnswer.ItIsThere) Settle(delivery, DeliveryState.Confirmed, now);
        else Replan(delivery, now);
    }

    public static DeliveryProblem ProblemOf(ChannelProblem problem) => Enum.Parse<DeliveryProblem>(problem.ToString());

    /// <summary>It may have arrived. Only where the other side can tell a repetition is it sent again; where it can be read back it stays armed until that is done.</summary>
    static void Doubt(Delivery delivery, AfterSilence after, string sentence, bool pause, DateTimeOffset now)
    {
        delivery.MayHaveArrived = true;
        if (after == AfterSilence.AskPerson) End(delivery, DeliveryState.Unknown, DeliveryProblem.Unknown, sentence, now);
        else if (after is AfterSilence.SendAgain or AfterSilence.GoOn) Later(delivery, DeliveryProblem.Unknown, sentence, pause ? null : TimeSpan.Zero, now);
        else (delivery.NextAttemptAt, delivery.Error, delivery.UpdatedAt) = (pause ? now + Pauses.FirstPause : now, Clean(sentence), now);
    }

    static void Later(Delivery delivery, DeliveryProblem problem, string sentence, TimeSpan? after, DateTimeOffset now)
    {
        if (++delivery.Failures >= MostFailures)
        {
            End(delivery, DeliveryState.Failed, problem, sentence, now);
            return;
        }
        Move(delivery, DeliveryState.Planned, now);
        (delivery.Problem, delivery.Error, delivery.NextAttemptAt) = (problem, Clean(sentence), now + (after ?? JobMoves.PauseOf(delivery.Failures, Pauses)));
    }

    /// <summary>An end at which nothing has arrived; which nobody may claim where something may have.</summary>
    static void End(Delivery delivery, DeliveryState state, DeliveryProblem? problem, string sentence, DateTimeOffset now)
    {
        Move(delivery, delivery.MayHaveArrived ? DeliveryState.Unknown : state, now);
        (delivery.Problem, delivery.Error, delivery.NextAttemptAt) = (problem, Clean(sentence), null);
    }

    static void Settle(Delivery delivery, DeliveryState state, DateTimeOffset now)
    {
        Move(delivery, state, now);
        (delivery.Problem, delivery.Error, delivery.NextAttemptAt, delivery.MayHaveArrived, delivery.Failures) = (null, null, null, false, 0);
    }

    static void Replan(Delivery delivery, DateTimeOffset now)
    {
        Move(delivery, DeliveryState.Planned, now);
        (delivery.Problem, delivery.Error, delivery.NextAttemptAt, delivery.MayHaveArrived, delivery.Failures) = (null, null, null, false, 0);
    }

    static void Move(Delivery delivery, DeliveryState state, DateTimeOffset now) => (delivery.State, delivery.UpdatedAt) = (state, now);

    static void Note(DeliveryAttempt attempt, string outcome, DeliveryProblem? problem, string? answer, DateTimeOffset now) =>
        (attempt.AnsweredAt, attempt.Outcome, attempt.Problem, attempt.Answer) = (now, outcome, problem, answer is null ? null : AuditedText.Clean(answer, DeliveryAttempt.AnswerLength));

    static string Clean(string sentence) => AuditedText.Clean(sentence, Publication.ErrorLength);

    static void Expect(Delivery delivery, DeliveryState state, DeliveryAttempt? attempt = null)
    {
        if (delivery.State != state) throw new InvalidOperationException($"A delivery that is {delivery.State} can't do what only one that is {state} can.");
        if (attempt is not null && attempt.Number != delivery.Attempt) throw new InvalidOperationException("The answer belongs to another attempt.");
    }
}
