using Toombos.Client.Jobs;
using Toombos.Dashboard.Design;

namespace Toombos.Dashboard.Jobs;

/// <summary>The filters of the list of jobs as they stand in the address of the page.</summary>
public sealed record JobAddress(string? Search = null, string? State = null, string? Kind = null, string? Channel = null, string? From = null, string? To = null)
{
    public const string Path = "/jobs";

    public bool Any => Parts.Any(p => !string.IsNullOrWhiteSpace(p.Value));

    public JobState? Shown => PageAddress.Word<JobState>(State);

    IEnumerable<(string Name, string? Value)> Parts => [("search", Search), ("state", State), ("kind", Kind), ("channel", Channel), ("from", From), ("to", To)];

    /// <summary>The same view of jobs in another state; of all where there is none.</summary>
    public string In(JobState? state) => PageAddress.Of(Path, (this with { State = state?.ToString().ToLowerInvariant() }).Parts);

    /// <summary>Where the browser gets what the view finds as a file.</summary>
    public string ExportAs(string format) => PageAddress.Of($"{Path}/export.{format}", Parts);

    /// <summary>The question for the API. Days are those of the workspace's zone, the last one included.</summary>
    public JobQuery ToQuery(TimeZoneInfo zone) => new()
    {
        Search = PageAddress.Kept(Search), State = Shown, Kind = PageAddress.Kept(Kind), ChannelId = Guid.TryParse(Channel, out var channel) ? channel : null,
        From = Days.StartOf(From, zone), To = Days.EndOf(To, zone),
    };
}
