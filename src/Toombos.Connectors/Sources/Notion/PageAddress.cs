namespace Toombos.Connectors.Sources.Notion;

/// <summary>Finds the id of a page or database in its link.</summary>
static class PageAddress
{
    const int Length = 32;

    /// <summary>Null for what is no link of Notion.</summary>
    public static Guid? IdOf(string address)
    {
        if (Guid.TryParseExact(address, "D", out var id) || Guid.TryParseExact(address, "N", out id)) return id;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not "https" || uri.UserInfo.Length > 0 || !IsNotion(uri.Host)) return null;
        // A page that is open beside another is named in the query.
        var peek = uri.Query.TrimStart('?').Split('&').FirstOrDefault(q => q.StartsWith("p=", StringComparison.Ordinal))?[2..];
        var last = peek ?? uri.AbsolutePath.TrimEnd('/').Split('/')[^1];
        var letters = last.Replace("-", "", StringComparison.Ordinal);
        return letters.Length >= Length && Guid.TryParseExact(letters[^Length..], "N", out id) ? id : null;
    }

    static bool IsNotion(string host) => host is "notion.so" or "notion.site" or "notion.com" || host.EndsWith(".notion.so", StringComparison.Ordinal) || host.EndsWith(".notion.site", StringComparison.Ordinal) || host.EndsWith(".notion.com", StringComparison.Ordinal);
}
