namespace Toombos.Connectors.Sources.GoogleDocs;

/// <summary>Finds a document's id in its link.</summary>
static class DocumentAddress
{
    const int ShortestId = 20, LongestId = 100;

    /// <summary>Null for what is no link of a Google document.</summary>
    public static string? IdOf(string address)
    {
        if (IsId(address)) return address;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not "https" || uri.Host is not "docs.google.com" || uri.UserInfo.Length > 0) return null;
        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(parts, "d");
        return parts is ["document", ..] && at > 0 && at + 1 < parts.Length && IsId(parts[at + 1]) ? parts[at + 1] : null;
    }

    static bool IsId(string text) => text.Length is >= ShortestId and <= LongestId && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
