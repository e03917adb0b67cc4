using System.Globalization;
using Toombos.Client.Jobs;

namespace Toombos.Dashboard.Tests.Jobs;

/// <summary>Jobs as the API would send them.</summary>
static class JobSamples
{
    public static Guid Id(int number) => new(number, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    public static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-02T{time}Z", CultureInfo.InvariantCulture);

    public static Job Job(int number = 1, JobState state = JobState.Completed, string? title = null) => new()
    {
        Id = Id(number), Kind = "publish", Title = title ?? $"Publish no. {number}", State = state, Priority = 3, DueAt = At("10:00:00"), CreatedAt = At("09:59:58"), CreatedBy = "Ines Duarte",
        StartedAt = state == JobState.Pending ? null : At("10:00:00"), FinishedAt = state is JobState.Pending or JobState.Running ? null : At("10:00:12"), Attempt = state == JobState.Pending ? 0 : 1, MaxAttempts = 5,
        Related = new Dictionary<string, Guid>(),
    };

    public static JobStep Step(string time, int attempt, JobStepKind kind, string text = "So it went.") => new(At(time), attempt, kind, text, "node-1");
}
