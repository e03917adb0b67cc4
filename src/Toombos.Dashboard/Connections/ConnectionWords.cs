using Toombos.Client.Connections;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Connections;

/// <summary>Connected accounts as people read them.</summary>
static class ConnectionWords
{
    public const string Path = "/settings/connections";

    public static (string Tone, string Icon, string Word) Sign(Connection of) => of switch
    {
        { State: ConnectionState.Reconnect } => ("failed", Outlined.LinkOff, "Connect again"),
        { Problem: not null } => ("pending", Outlined.WarningAmber, "Trouble"),
        _ => ("done", Outlined.CheckCircle, "Connected"),
    };

    public static string Serves(string kind) => kind switch
    {
        "google-doc" => "Google Docs as sources", "notion" => "Notion as sources", "linkedin" => "LinkedIn", "x" => "X", _ => kind,
    };

    public static string NameOf(IReadOnlyList<ConnectionProvider> providers, Connection of) => providers.FirstOrDefault(p => p.Provider == of.Provider)?.Name ?? of.Provider;
}
