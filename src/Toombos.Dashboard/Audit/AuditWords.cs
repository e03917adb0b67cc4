using System.Globalization;
using System.Text;
using Toombos.Client.Audit;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Audit;

/// <summary>Entries of the log as people read them: any operation, kind and field, also those that this page has never heard of.</summary>
static class AuditWords
{
    /// <summary>Features that the log can be narrowed to, by the beginning of their actions.</summary>
    public static IReadOnlyList<(string Value, string Title)> Features { get; } =
    [
        ("access.", "Sign-ins and API keys"), ("members.", "Members and invitations"), ("workspaces.", "Workspace and brand"), ("usage.", "Plan"), ("single-sign-on.", "Single sign-on"),
        ("documents.", "Sources"), ("connections.", "Connected accounts"), ("writing.", "Pieces and drafts"), ("voices.", "Voices"), ("files.", "Files"), ("audiences.", "Audiences"), ("models.", "Models"), ("webhooks.", "Webhooks"), ("privacy.", "Data"), ("audit.", "Audit log"), ("system.", "Done by Toombos itself"),
    ];

    /// <summary><c>access.add-api-key</c> is "Add API key".</summary>
    public static string Of(string action) => Spoken(action[(action.IndexOf('.') + 1)..], capital: true);

    /// <summary><c>api-key</c> is "API key", <c>lastUsedAt</c> "last used at".</summary>
    public static string Spoken(string word, bool capital = false)
    {
        var spoken = new StringBuilder();
        foreach (var c in word)
        {
            if (char.IsAsciiLetterUpper(c) && spoken.Length > 0) spoken.Append(' ');
            spoken.Append(c is '-' or '_' or '.' ? ' ' : char.ToLowerInvariant(c));
        }
        var words = spoken.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w switch { "api" => "API", "sso" => "SSO", "id" => "ID", _ => w });
        var text = string.Join(' ', words);
        return capital && text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;
    }

    public static string Of(AuditActorKind kind) => kind switch { AuditActorKind.Person => "person", AuditActorKind.Key => "API key", _ => "Toombos itself" };

    public static string IconOf(AuditActorKind kind) => kind switch { AuditActorKind.Person => Outlined.Person, AuditActorKind.Key => Outlined.VpnKey, _ => Outlined.Settings };

    public static string Of(AuditVerb verb) => verb switch { AuditVerb.Added => "added", AuditVerb.Removed => "removed", _ => "changed" };

    public static string ToneOf(AuditVerb verb) => verb switch { AuditVerb.Added => "done", AuditVerb.Removed => "failed", _ => "running" };

    /// <summary>A value of a field; times in the workspace's zone.</summary>
    public static string Value(string? value, TimeZoneInfo zone) => value switch
    {
        null or "" => "nothing",
        "true" => "yes",
        "false" => "no",
        _ when value.Length == 27 && value.EndsWith('Z') && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time) =>
            TimeZoneInfo.ConvertTime(time, zone).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture),
        _ => value,
    };

    /// <summary>"20 drafts", "1 draft version".</summary>
    public static string More(IReadOnlyDictionary<string, int> more) => string.Join(", ", more.Select(m => Design.Words.Count(m.Value, Spoken(m.Key))));
}
