using System.Text.RegularExpressions;

namespace Toombos.Connectors.Sources.Git;

/// <summary>A folder or file of a repository as its page's address names it.</summary>
/// <param name="Site">Scheme and host.</param>
/// <param name="IsGitHub">A GitLab otherwise.</param>
/// <param name="Ref">Branch, tag or commit; HEAD where the address names none. Of a branch whose name has slashes this is the first part alone, and the rest stands before the path.</param>
/// <param name="Path">Without slashes at its ends; empty for the whole repository.</param>
sealed partial record GitFolder(string Site, bool IsGitHub, string Project, string Ref, string Path)
{
    public string Name => IsGitHub ? "GitHub" : "GitLab";

    public static GitFolder? Of(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0) return null;
        if (GitLab().Match(uri.AbsolutePath) is { Success: true } lab)
            return new(uri.GetLeftPart(UriPartial.Authority), false, lab.Groups[1].Value.Trim('/'), Uri.UnescapeDataString(lab.Groups[2].Value), Unescaped(lab.Groups[3].Value));
        if (uri.IdnHost.ToLowerInvariant() is "gitlab.com" && GitLabProject().Match(uri.AbsolutePath) is { Success: true } whole)
            return new(uri.GetLeftPart(UriPartial.Authority), false, whole.Groups[1].Value, "HEAD", "");
        if (uri.IdnHost.ToLowerInvariant() is not ("github.com" or "www.github.com")) return null;
        return GitHub().Match(uri.AbsolutePath) is { Success: true } hub
            ? new("https://github.com", true, hub.Groups[1].Value, hub.Groups[2].Success ? Uri.UnescapeDataString(hub.Groups[2].Value) : "HEAD", Unescaped(hub.Groups[3].Value)) : null;
    }

    /// <summary>Read with this branch, whose name takes up the beginning of the path; null where it does not.</summary>
    public GitFolder? On(string branch)
    {
        var all = $"{Ref}/{Path}";
        return all == branch || all.StartsWith(branch + "/", StringComparison.Ordinal) ? this with { Ref = branch, Path = all.Length == branch.Length ? "" : all[(branch.Length + 1)..] } : null;
    }

    /// <summary>Whether a file is to be read: Markdown, and hidden nowhere on its way.</summary>
    public bool Holds(string path)
    {
        if (Path.Length > 0 && path != Path && !path.StartsWith(Path + "/", StringComparison.Ordinal)) return false;
        return !path.Split('/').Any(part => part.StartsWith('.')) && System.IO.Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown" || path == Path && path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);
    }

    static string Unescaped(string path) => Uri.UnescapeDataString(path).Trim('/');

    [GeneratedRegex(@"^/([\w.-]+/[\w.-]+?)(?:\.git)?(?:/(?:tree|blob)/([^/]+)(?:/(.*))?)?/?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex GitHub();

    [GeneratedRegex(@"^/([\w./-]+)/-/(?:tree|blob)/([^/]+)(?:/(.*))?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex GitLab();

    [GeneratedRegex(@"^/([\w.-]+(?:/[\w.-]+){1,8}?)(?:\.git)?/?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex GitLabProject();
}
