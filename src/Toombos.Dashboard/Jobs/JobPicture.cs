using Toombos.Client.Jobs;

namespace Toombos.Dashboard.Jobs;

/// <summary>A stretch in the life of a job: an attempt, or waiting for one.</summary>
/// <param name="Attempt">0 while it waits.</param>
/// <param name="To">Null where it goes on.</param>
/// <param name="End">How an attempt ended; null while it runs.</param>
/// <param name="Timed">False where nobody knows when it began: of the attempts before the last only the ends are in the log.</param>
public sealed record JobStretch(int Attempt, DateTimeOffset From, DateTimeOffset? To, JobStepKind? End, bool Timed = true)
{
    public TimeSpan Length(DateTimeOffset now) => (To ?? (now > From ? now : From)) - From;
}

/// <summary>Turns the log of a job into what is drawn: when it waited, when it was tried, how that ended.</summary>
static class JobPicture
{
    public static IReadOnlyList<JobStretch> Of(JobDetails details)
    {
        var (job, steps) = details;
        var stretches = new List<JobStretch>();
        var since = job.CreatedAt;
        foreach (var number in steps.Select(s => s.Attempt).Append(job.Attempt).Where(n => n > 0).Distinct().Order())
        {
            var attempt = AttemptOf(job, [.. steps.Where(s => s.Attempt == number)], number);
            if (attempt is null) continue;
            if (attempt.From > since) stretches.Add(new(0, since, attempt.From, null));
            stretches.Add(attempt);
            since = steps.LastOrDefault(s => s.Attempt == number && s.Kind == JobStepKind.Queued && s.At >= attempt.To)?.At ?? attempt.To ?? since;
        }
        if (job.State == JobState.Pending) stretches.Add(new(0, since, job.DueAt > since ? job.DueAt : null, null));
        else if (job.FinishedAt > since && stretches is [] or [.., { To: not null }]) stretches.Add(new(0, since, job.FinishedAt, null));
        return stretches;
    }

    static JobStretch? AttemptOf(Job job, IReadOnlyList<JobStep> steps, int number)
    {
        var ending = steps.FirstOrDefault(s => EndsAttempt(s.Kind));
        if (number != job.Attempt) return ending is null ? null : new(number, ending.At, ending.At, ending.Kind, Timed: false);

        // Ended attempts of a job that waits again are in its log; how the last one went without a word, the job itself knows.
        if ((job.StartedAt ?? ending?.At) is not { } from) return null;
        if (job.State == JobState.Running) return new(number, from, null, null);
        return new(number, from, Later(from, ending?.At ?? job.FinishedAt ?? from), ending?.Kind ?? EndOf(job.State));
    }

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => other > one ? other : one;

    static bool EndsAttempt(JobStepKind kind) =>
        kind is JobStepKind.Retrying or JobStepKind.Completed or JobStepKind.Partial or JobStepKind.Failed or JobStepKind.Cancelled or JobStepKind.Interrupted;

    static JobStepKind EndOf(JobState state) => state switch
    {
        JobState.Completed => JobStepKind.Completed,
        JobState.Partial => JobStepKind.Partial,
        JobState.Failed => JobStepKind.Failed,
        JobState.Cancelled => JobStepKind.Cancelled,
        _ => JobStepKind.Retrying,
    };
}
