using Toombos.Client.Access;

namespace Toombos.Dashboard.Access;

/// <summary>The scopes that somebody can give to a key, by feature, and ready-made choices of them.</summary>
static class ScopeGroups
{
    /// <summary>Never given to a key: they are about the workspace itself.</summary>
    static readonly HashSet<string> OfPeopleOnly = new(StringComparer.Ordinal) { Scopes.WorkspaceOwn, Scopes.SsoWrite };

    public static IReadOnlyList<(string Scope, string Allows)> Grantable(IReadOnlyList<string> own) => [.. Scopes.All.Where(s => own.Contains(s.Scope) && !OfPeopleOnly.Contains(s.Scope))];

    public static IEnumerable<IGrouping<string, (string Scope, string Allows)>> ByFeature(IReadOnlyList<string> own) => Grantable(own).GroupBy(s => FeatureOf(s.Scope));

    public static IReadOnlyList<(string Name, string Purpose, Func<string, bool> Has)> Presets { get; } =
    [
        ("Read only", "Sees everything that you see", scope => VerbOf(scope) == "read"),
        ("Write drafts", "Reads, adds documents, writes drafts; approves nothing", scope =>
            scope is Scopes.DocumentsRead or Scopes.DocumentsWrite or Scopes.WritingRead or Scopes.WritingWrite or Scopes.FilesRead or Scopes.FilesWrite or Scopes.ChannelsRead or Scopes.WorkspaceRead),
        ("Everything", "All that you may do yourself and that a key can have", _ => true),
    ];

    public static string FeatureOf(string scope) => scope.Split(':')[0] switch
    {
        "documents" => "Documents", "writing" => "Writing", "reviews" => "Reviews", "channels" => "Channels", "connections" => "Connected accounts", "publishing" => "Publishing", "jobs" => "Jobs", "files" => "Files", "audiences" => "Audiences", "workspace" => "Workspace",
        "members" => "Members", "keys" => "API keys", "usage" => "Usage", "events" => "Events", "models" => "Models", "webhooks" => "Webhooks", "audit" => "Audit log", "data" => "Data", var other => other,
    };

    public static string VerbOf(string scope) => scope.Split(':') is [_, var verb] ? verb : scope;
}
