using Toombos.Client.Audit;
using Toombos.Dashboard.Design;

namespace Toombos.Dashboard.Audit;

/// <summary>The filters of the log as they stand in the address of the page, so that a view can be kept and sent to others.</summary>
public sealed record AuditAddress(string? Action, string? Actor, string? Kind, string? Target, string? Address, string? From, string? To)
{
    public bool Any => Parts.Any(p => !string.IsNullOrWhiteSpace(p.Value));

    IEnumerable<(string Name, string? Value)> Parts => [("action", Action), ("actor", Actor), ("kind", Kind), ("target", Target), ("address", Address), ("from", From), ("to", To)];

    /// <summary>The page with one filter set in place of the others of its name.</summary>
    public string With(string name, string value) => PageAddress.Of("/settings/audit", Parts.Select(p => p.Name == name ? (p.Name, value) : p));

    /// <summary>The question for the API. Days are those of the workspace's zone, the last one included.</summary>
    public AuditQuery ToQuery(TimeZoneInfo zone) => new()
    {
        Action = PageAddress.Kept(Action), ActorId = Guid.TryParse(Actor, out var actor) ? actor : null, TargetKind = PageAddress.Kept(Kind), TargetId = PageAddress.Kept(Target), Address = PageAddress.Kept(Address),
        From = Days.StartOf(From, zone), To = Days.EndOf(To, zone),
    };
}
