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
        ["Members"] = ["Access", "Usage", "Workspaces"],
        ["SingleSignOn"] = ["Access", "Usage", "Workspaces"],
        // Whoever checks a password or a passkey asks whether the person's workspace demands its own provider.
        ["Accounts"] = ["Access", "Workspaces", "SingleSignOn"],
        ["Passkeys"] = ["Access", "SingleSignOn"],
        ["Usage"] = ["Workspaces"],
        ["Audit"] = ["Workspaces"],
        ["Events"] = [],
        // Who is told what is decided by the same filter, whatever the line.
        ["Webhooks"] = ["Events"],
        ["Models"] = [],
        ["Jobs"] = [],
        ["Alerts"] = [],
        ["Files"] = ["Workspaces"],
        // The page on which readers unsubscribe is drawn like everything else that readers see.
        ["Audiences"] = ["Rendering", "Usage", "Workspaces"],
        ["Privacy"] = ["Access", "Workspaces", "Files", "Audit", "Channels", "Documents", "Writing"],
        ["Channels"] = [],
        ["Workspaces"] = [],
        ["Documents"] = [],
        ["Rendering"] = [],
        ["Checks"] = [],
        ["Writing"] = ["Documents", "Checks", "Rendering", "Channels", "Workspaces", "Usage", "Models", "Events"],
        ["Publishing"] = ["Writing", "Documents", "Channels", "Audiences", "Rendering", "Workspaces"],
        // What a stranger sees first puts every feature to work.
        ["Demo"] = ["Access", "Audiences", "Channels", "Checks", "Documents", "Rendering", "Usage", "Workspaces", "Writing"],
        ["Terminal"] = ["Access", "Channels", "Checks", "Documents", "Rendering", "Workspaces", "Writing", "Demo"],
    };
}
