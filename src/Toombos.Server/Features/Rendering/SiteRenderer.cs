using Toombos.Client.Workspaces;

namespace Toombos.Server.Features.Rendering;

/// <summary>A web post on its way into a site.</summary>
public sealed record SitePost(string Slug, string Title, string Excerpt, DateOnly Date, string Html);

/// <summary>The pages around web posts: index, Atom feed, sitemap.</summary>
public static class SiteRenderer
{
    public static string Index(Brand brand, IReadOnlyList<SitePost> posts) => throw new NotSupportedException($"{brand} {posts}");

    public static string Feed(Brand brand, IReadOnlyList<SitePost> posts) => throw new NotSupportedException($"{brand} {posts}");

    public static string Sitemap(Brand brand, IReadOnlyList<SitePost> posts) => throw new NotSupportedException($"{brand} {posts}");
}
