using Toombos.Client.Jobs;
using Toombos.Dashboard.Audit;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Jobs;

/// <summary>Jobs as people read them, also of kinds that this page has never heard of.</summary>
static class JobWords
{
    /// <summary>A pending job that is later than this is overdue.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<JobState> States { get; } = Enum.GetValues<JobState>();

    /// <summary>Kinds that the list can be narrowed to.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["publish", "webhook", "find-stale", "write", "chain"];

    public static string Of(JobState state) => state switch { JobState.Partial => "Done in part", JobState.Completed => "Done", JobState.Pending => "Waiting", _ => state.ToString() };

    public static string ToneOf(JobState state) => state == JobState.Completed ? "done" : state.ToString().ToLowerInvariant();

    public static string IconOf(JobState state) => state switch
    {
        JobState.Pending => Outlined.HourglassEmpty,
        JobState.Running => Outlined.PlayCircle,
        JobState.Completed => Outlined.CheckCircle,
        JobState.Partial => Outlined.IncompleteCircle,
        JobState.Failed => Outlined.ErrorOutline,
        _ => Outlined.Block,
    };

    public static int CountOf(JobCounts counts, JobState state) => state switch
    {
        JobState.Pending => counts.Pending,
        JobState.Running => counts.Running,
        JobState.Completed => counts.Completed,
        JobState.Partial => counts.Partial,
        JobState.Failed => counts.Failed,
        _ => counts.Cancelled,
    };

    public static string KindOf(string kind) => kind switch { "publish" => "Publishing", "webhook" => "Webhook", "find-stale" => "Stale texts", "write" => "Writing with a model", "variants" => "Variants of a draft", "chain" => "Writing a chain", _ => AuditWords.Spoken(kind, capital: true) };

    public static (string Tone, string Icon, string Word) Of(JobStepKind kind) => kind switch
    {
        JobStepKind.Queued => ("pending", Outlined.HourglassEmpty, "Queued"),
        JobStepKind.Retrying => ("partial", Outlined.Replay, "Tried again later"),
        JobStepKind.Completed => ("done", Outlined.CheckCircle, "Done"),
        JobStepKind.Partial => ("partial", Outlined.IncompleteCircle, "Done in part"),
        JobStepKind.Failed => ("failed", Outlined.ErrorOutline, "Failed"),
        JobStepKind.Cancelled => ("cancelled", Outlined.Block, "Cancelled"),
        JobStepKind.Interrupted => ("partial", Outlined.PowerOff, "Interrupted"),
        _ => ("", Outlined.Notes, "Note"),
    };

    public static DateTimeOffset OverdueFrom(Job job) => job.DueAt + Patience;

    public static bool IsOverdue(Job job, DateTimeOffset now) => job.State == JobState.Pending && job.WaitsFor is null && now > OverdueFrom(job);

    public static bool CanCancel(Job job) => job.State is JobState.Pending or JobState.Running && !job.CancelRequested;

    public static bool CanRetry(Job job) => job.State is JobState.Failed or JobState.Cancelled or JobState.Partial;
}
