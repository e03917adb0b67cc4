namespace Toombos.Server.Tests.Architecture;

/// <summary>
/// Which feature may use which. Calls go down this map only; a feature that must tell one above it raises an event.
/// Adding an arrow is a decision: it needs a reason in the review, and there must be no circle.
/// </summary>
static class FeatureMap
{
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Access"] = ["Workspaces"],
        ["Accounts"] = ["Access", "Workspaces"],
        ["Members"] = ["Access", "Workspaces"],
        ["SingleSignOn"] = ["Access", "Workspaces"],
        ["Usage"] = ["Workspaces"],
        ["Audit"] = ["Workspaces"],
        ["Files"] = ["Workspaces"],
        ["Privacy"] = ["Access", "Workspaces", "Files", "Audit", "Documents", "Writing"],
        ["Channels"] = [],
        ["Workspaces"] = [],
        ["Documents"] = [],
        ["Rendering"] = [],
        ["Checks"] = [],
        ["Writing"] = ["Documents", "Checks", "Rendering", "Channels", "Workspaces", "Usage"],
        // What a stranger sees first puts every feature to work.
        ["Demo"] = ["Access", "Channels", "Checks", "Documents", "Rendering", "Workspaces", "Writing"],
        ["Terminal"] = ["Access", "Channels", "Checks", "Documents", "Rendering", "Workspaces", "Writing", "Demo"],
    };
}
