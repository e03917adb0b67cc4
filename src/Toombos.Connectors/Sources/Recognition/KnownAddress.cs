using System.Text.RegularExpressions;
using Toombos.Connectors.Sources.Git;

namespace Toombos.Connectors.Sources.Recognition;

/// <summary>Addresses that say by their form what they are.</summary>
static partial class KnownAddress
{
    /// <param name="withAccount">Files of repositories are read by the interface of their host, rather than as raw text that everybody may read.</param>
    public static Recognised? Of(string address, bool withAccount = false)
    {
        if (address.StartsWith('/') || address.Length > 2 && address[1] == ':' && address[2] is '\\' or '/') return new("folder", address, true);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return null;
        var (host, path) = (uri.IdnHost.ToLowerInvariant(), uri.AbsolutePath);
        if (host == "docs.google.com" && path.StartsWith("/document/", StringComparison.Ordinal) && !path.Contains("/pub", StringComparison.Ordinal))
            return new("google-doc", address, false) { Sentence = "This is a Google document. Add it as one, with a connected Google account unless everybody may open it." };
        if (host is "notion.so" or "www.notion.so" or "app.notion.com")
            return new("notion", address, false) { Sentence = "This is a Notion page. Add it as one, with a connected Notion account that the page is shared with." };
        if (withAccount && GitFolder.Of(address) is { } kept) return Git(address, kept);
        if (host is "github.com" or "www.github.com" && GitHubFile().Match(path) is { Success: true } hub)
            return new("url", $"https://raw.githubusercontent.com/{hub.Groups[1].Value}/{hub.Groups[2].Value}", true) { Title = NameOf(path) };
        if (GitLabFile().Match(path) is { Success: true } lab)
            return new("url", $"{uri.GetLeftPart(UriPartial.Authority)}{lab.Groups[1].Value}/-/raw/{lab.Groups[2].Value}", true) { Title = NameOf(path) };
        return GitFolder.Of(address) is { } folder ? Git(address, folder) : null;
    }

    static Recognised Git(string address, GitFolder folder) => new("git", address, true) { Title = Path.GetFileNameWithoutExtension(folder.Path.Length > 0 ? folder.Path.Split('/')[^1] : folder.Project.Split('/')[^1]) };

    static string NameOf(string path) => Uri.UnescapeDataString(Path.GetFileNameWithoutExtension(path));

    [GeneratedRegex(@"^/([\w.-]+/[\w.-]+)/blob/(.+\.(?:md|markdown|txt))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GitHubFile();

    [GeneratedRegex(@"^(/[\w./-]+)/-/blob/(.+\.(?:md|markdown|txt))$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GitLabFile();
}
