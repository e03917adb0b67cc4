using Toombos.Client.Access;

namespace Toombos.Dashboard.Access;

/// <summary>Where a sign-in leads: back to the page that asked for it, and never off this site.</summary>
static class ReturnAddress
{
    const int Longest = 2000;

    /// <summary>The page asked for, if it is one of ours; else the start. Someone without a workspace makes one first, unless an invitation waits.</summary>
    public static string After(Session session, string? asked) =>
        IsLocal(asked) && (session.WorkspaceId is not null || asked!.StartsWith("/invitation/", StringComparison.Ordinal)) ? asked!
        : session.WorkspaceId is null ? "/welcome" : "/";

    /// <summary>The query by which a page before sign-in hands the address on; empty for none or a foreign one.</summary>
    public static string Query(string? asked) => IsLocal(asked) ? "?to=" + Uri.EscapeDataString(asked!) : "";

    /// <summary>A path on this site. Browsers read a second slash or a backslash as another host, and drop tabs and line ends before they do.</summary>
    public static bool IsLocal(string? address) =>
        address is { Length: > 0 and <= Longest } && address[0] == '/' && !(address.Length > 1 && address[1] is '/' or '\\')
        && !address.Any(char.IsControl) && !address.Contains('\\', StringComparison.Ordinal)
        && !address.StartsWith("/sign-in", StringComparison.Ordinal) && !address.StartsWith("/sign-out", StringComparison.Ordinal);
}
