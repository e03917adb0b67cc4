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
        // What models cost counts against the plan.
        ["Models"] = ["Usage"],
        ["Jobs"] = [],
        ["Alerts"] = [],
        ["Files"] = ["Workspaces"],
        // The page on which readers unsubscribe is drawn like everything else that readers see.
        ["Audiences"] = ["Rendering", "Usage", "Workspaces"],
        ["Privacy"] = ["Access", "Workspaces", "Files", "Audit", "Channels", "Connections", "Documents", "Writing", "Evals"],
        // Networks are posted at with a connected account.
        ["Channels"] = ["Connections"],
        ["Workspaces"] = [],
        ["Connections"] = [],
        // What is not public is read with a connected account.
        ["Documents"] = ["Connections", "Files"],
        ["Rendering"] = [],
        ["Checks"] = [],
        // A text that somebody tries rules on is held against them as a draft is; which voice the brand writes in stands in the workspace.
        ["Voices"] = ["Checks", "Workspaces"],
        ["Writing"] = ["Documents", "Files", "Checks", "Rendering", "Channels", "Workspaces", "Usage", "Voices", "Models", "Events"],
        // Cases are written as drafts are, by the same questions and checks, and held against each other.
        ["Evals"] = ["Writing", "Checks", "Models", "Voices", "Workspaces"],
        // Several pieces in one go: planned here, written there.
        ["Chains"] = ["Writing", "Documents", "Checks", "Models", "Usage"],
        ["Publishing"] = ["Writing", "Documents", "Files", "Channels", "Audiences", "Rendering", "Workspaces"],
        // Who watches what became of texts looks at all of them; nobody below knows it.
        ["Stale"] = ["Documents", "Writing", "Publishing"],
        // What a stranger sees first puts every feature to work.
        ["Demo"] = ["Access", "Audiences", "Channels", "Checks", "Documents", "Rendering", "Usage", "Voices", "Workspaces", "Writing"],
        ["Terminal"] = ["Access", "Channels", "Checks", "Documents", "Rendering", "Workspaces", "Writing", "Demo"],
    };
}
