using Toombos.Client.Access;

namespace Toombos.Dashboard.Access;

/// <summary>Where a sign-in leads: back to the page that asked for it, and never off this site.</summary>
static class ReturnAddress
{
    /// <summary>The page asked for, if it is one of ours; else the start. Someone without a workspace makes one first, unless an invitation waits.</summary>
    public static string After(Session session, string? asked) =>
        IsLocal(asked) && (session.WorkspaceId is not null || asked!.StartsWith("/invitation/", StringComparison.Ordinal)) ? asked!
        : session.WorkspaceId is null ? "/welcome" : "/";

    /// <summary>The query by which a page before sign-in hands the address on; empty for none or a foreign one.</summary>
    public static string Query(string? asked) => IsLocal(asked) ? "?to=" + Uri.EscapeDataString(asked!) : "";

    /// <summary>A page of this site that may be gone to after signing in; the way in and the way out are none.</summary>
    public static bool IsLocal(string? address) => LocalAddress.Is(address)
        && !address.StartsWith("/sign-in", StringComparison.Ordinal) && !address.StartsWith("/sign-out", StringComparison.Ordinal);
}
