using Toombos.Client.Publishing;
using Toombos.Dashboard.Design;

namespace Toombos.Dashboard.Publishing;

/// <summary>The filters of the ledger as they stand in the address of the page.</summary>
public sealed record PublicationAddress(string? Search = null, string? State = null, string? Channel = null, string? From = null, string? To = null)
{
    public const string Path = "/publications";

    public bool Any => Parts.Any(p => !string.IsNullOrWhiteSpace(p.Value));

    public PublicationState? Shown => PageAddress.Word<PublicationState>(State);

    IEnumerable<(string Name, string? Value)> Parts => [("search", Search), ("state", State), ("channel", Channel), ("from", From), ("to", To)];

    /// <summary>The same view of publications in another state; of all where there is none.</summary>
    public string In(PublicationState? state) => PageAddress.Of(Path, (this with { State = state?.ToString().ToLowerInvariant() }).Parts);

    /// <summary>The question for the API. Days are those of the workspace's zone, the last one included.</summary>
    public PublicationQuery ToQuery(TimeZoneInfo zone) => new()
    {
        Search = PageAddress.Kept(Search), State = Shown, ChannelId = Guid.TryParse(Channel, out var channel) ? channel : null, From = Days.StartOf(From, zone), To = Days.EndOf(To, zone),
    };
}
