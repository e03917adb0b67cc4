using System.Text.RegularExpressions;

namespace Toombos.Connectors.Sources.Git;

/// <summary>A folder of a repository as its page's address names it. A branch whose name has a slash is not told from a folder: the first part is the branch.</summary>
/// <param name="Host">Null for GitHub; scheme and host of a GitLab otherwise.</param>
/// <param name="Ref">Branch, tag or commit; HEAD where the address names none.</param>
/// <param name="Path">Without slashes at its ends; empty for the whole repository.</param>
sealed partial record GitFolder(string? Host, string Project, string Ref, string Path)
{
    public static GitFolder? Of(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0) return null;
        if (GitLab().Match(uri.AbsolutePath) is { Success: true } lab)
            return new(uri.GetLeftPart(UriPartial.Authority), lab.Groups[1].Value.Trim('/'), Uri.UnescapeDataString(lab.Groups[2].Value), Unescaped(lab.Groups[3].Value));
        if (uri.IdnHost.ToLowerInvariant() is not ("github.com" or "www.github.com")) return null;
        return GitHub().Match(uri.AbsolutePath) is { Success: true } hub
            ? new(null, hub.Groups[1].Value, hub.Groups[2].Success ? Uri.UnescapeDataString(hub.Groups[2].Value) : "HEAD", Unescaped(hub.Groups[3].Value)) : null;
    }

    static string Unescaped(string path) => Uri.UnescapeDataString(path).Trim('/');

    [GeneratedRegex(@"^/([\w.-]+/[\w.-]+?)(?:\.git)?(?:/tree/([^/]+)(?:/(.*))?)?/?$", RegexOptions.CultureInvariant)]
    private static partial Regex GitHub();

    [GeneratedRegex(@"^/([\w./-]+)/-/tree/([^/]+)(?:/(.*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex GitLab();
}
