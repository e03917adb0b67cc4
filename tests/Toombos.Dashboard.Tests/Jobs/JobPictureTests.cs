using Toombos.Client.Jobs;
using Toombos.Dashboard.Jobs;
using static Toombos.Dashboard.Tests.Jobs.JobSamples;

namespace Toombos.Dashboard.Tests.Jobs;

/// <summary>How the log of a job becomes stretches of waiting and attempts.</summary>
public class JobPictureTests
{
    static IReadOnlyList<JobStretch> Of(Job job, params JobStep[] steps) => JobPicture.Of(new(job, steps));

    [Fact]
    public void Attempts_and_the_waits_between_them_follow_each_other()
    {
        var job = Job(state: JobState.Failed) with { Attempt = 2, StartedAt = At("10:01:00"), FinishedAt = At("10:01:05") };
        var stretches = Of(job, Step("10:00:03", 1, JobStepKind.Retrying), Step("10:01:05", 2, JobStepKind.Failed));
        Assert.Equal(
            [
                new(0, At("09:59:58"), At("10:00:03"), null), new(1, At("10:00:03"), At("10:00:03"), JobStepKind.Retrying, Timed: false),
                new(0, At("10:00:03"), At("10:01:00"), null), new(2, At("10:01:00"), At("10:01:05"), JobStepKind.Failed),
            ], stretches);
    }

    [Fact]
    public void What_the_log_does_not_say_the_job_knows_of_its_last_attempt()
    {
        Assert.Equal([new(0, At("09:59:58"), At("10:00:00"), null), new JobStretch(1, At("10:00:00"), At("10:00:12"), JobStepKind.Completed)], Of(Job()));
    }

    [Fact]
    public void An_attempt_whose_beginning_nobody_wrote_down_has_no_length()
    {
        var job = Job(state: JobState.Running) with { Attempt = 2, StartedAt = At("10:05:00") };
        var stretches = Of(job, Step("10:00:30", 1, JobStepKind.Interrupted));
        Assert.False(stretches[1].Timed);
        Assert.Equal(JobStepKind.Interrupted, stretches[1].End);
        Assert.Null(stretches[^1].End);
        Assert.Equal(TimeSpan.FromSeconds(7), stretches[^1].Length(At("10:05:07")));
    }

    [Fact]
    public void A_job_that_waits_for_another_attempt_ends_in_the_wait_for_it()
    {
        var job = Job(state: JobState.Pending) with { Attempt = 1, StartedAt = At("10:00:00"), DueAt = At("10:02:00") };
        var last = Of(job, Step("10:00:01", 1, JobStepKind.Retrying))[^1];
        Assert.Equal(new(0, At("10:00:01"), At("10:02:00"), null), last);
    }

    [Fact]
    public void Turns_that_ended_in_a_wait_for_the_next_are_part_of_the_waiting()
    {
        var job = Job() with { Attempt = 2, StartedAt = At("10:05:00"), FinishedAt = At("10:05:03") };
        var stretches = Of(job, Step("10:00:02", 1, JobStepKind.Note, "The rest follows."));
        Assert.Equal([new(0, At("09:59:58"), At("10:05:00"), null), new(2, At("10:05:00"), At("10:05:03"), JobStepKind.Completed)], stretches);
    }

    [Fact]
    public void A_job_cancelled_before_it_began_only_waited()
    {
        var job = Job(state: JobState.Cancelled) with { Attempt = 0, StartedAt = null };
        Assert.Equal(new(0, At("09:59:58"), At("10:00:12"), null), Assert.Single(Of(job, Step("10:00:12", 0, JobStepKind.Cancelled))));
    }

    [Fact]
    public void Time_between_its_end_and_being_done_again_is_no_waiting()
    {
        var job = Job(state: JobState.Running) with { Attempt = 2, StartedAt = At("11:00:02") };
        var stretches = Of(job, Step("10:00:09", 1, JobStepKind.Failed), Step("11:00:00", 1, JobStepKind.Queued));
        Assert.Equal(new(0, At("11:00:00"), At("11:00:02"), null), stretches[^2]);
    }
}
