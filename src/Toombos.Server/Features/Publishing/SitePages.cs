using System.Text;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Rendering;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Publishing;

/// <summary>The pages of a site as its ledger says they are, and all its files drawn from them.</summary>
static class SitePages
{
    /// <summary>Names of files that every site has.</summary>
    public static IReadOnlyList<string> Reserved { get; } = ["index", "feed", "sitemap", "robots", "404"];

    /// <summary>The publication whose text a draft's page shows; null when it has none.</summary>
    public static async Task<Publication?> UpAsync(ToombosDb db, Guid site, Guid draft, CancellationToken ct) =>
        await Put(db, site).Where(p => p.Publication.DraftId == draft).OrderByDescending(p => p.At).ThenByDescending(p => p.Publication.Id).Select(p => p.Publication).FirstOrDefaultAsync(ct) is { Withdraws: false } up ? up : null;

    /// <summary>Relative paths and contents of the whole site and its pictures, with this publication's page put up, replaced, or taken down.</summary>
    public static async Task<(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files, IReadOnlyDictionary<string, DispatchPicture> Pictures)> DrawAsync(ToombosDb db, PublishedPictures pictures, Publication with, Brand brand, CancellationToken ct)
    {
        var all = await Put(db, with.ChannelId).Where(p => p.Publication.DraftId != with.DraftId)
            .Select(p => new { p.Publication.Id, p.Publication.DraftId, p.Publication.Withdraws, p.Publication.Slug, p.At }).ToListAsync(ct);
        var up = all.GroupBy(p => p.DraftId).Select(g => g.OrderBy(p => p.At).ThenBy(p => p.Id).Last()).Where(p => !p.Withdraws).ToDictionary(p => p.Id, p => p.Slug!);
        if (!with.Withdraws) up[with.Id] = with.Slug!;
        var ids = up.Keys.ToList();
        var texts = await db.PublishedTexts.AsNoTracking().Where(t => ids.Contains(t.Id)).ToListAsync(ct);

        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var posts = new List<SitePost>(texts.Count);
        var (shown, paths) = await pictures.OfSiteAsync([.. texts.SelectMany(t => t.Content.Pictures)], ct);
        foreach (var text in texts)
        {
            var content = text.Content with { Slug = up[text.Id] };
            var html = DraftRenderer.Html(new() { Channel = ChannelKinds.Find(text.WrittenFor)!, Content = content, Brand = brand, Ai = text.Ai, Template = text.Template, Date = text.Date, Pictures = paths })!;
            files[PathOf(content.Slug)] = Encoding.UTF8.GetBytes(html);
            posts.Add(new(content.Slug, content.TextOf(PartRole.Title) ?? content.Slug, content.TextOf(PartRole.Excerpt) ?? "", text.Date, html));
        }
        files["index.html"] = Encoding.UTF8.GetBytes(SiteRenderer.Index(brand, posts));
        files["feed.xml"] = Encoding.UTF8.GetBytes(SiteRenderer.Feed(brand, posts));
        files["sitemap.xml"] = Encoding.UTF8.GetBytes(SiteRenderer.Sitemap(brand, posts));
        return (files, shown);
    }

    public static string PathOf(string slug) => slug + ".html";

    /// <summary>What was put on the site or taken off it, and when: by the ledger's lines, which are written before the publication as a whole is.</summary>
    static IQueryable<PutPage> Put(ToombosDb db, Guid site) =>
        from publication in db.Publications.AsNoTracking()
        join delivery in db.Deliveries.AsNoTracking() on publication.Id equals delivery.PublicationId
        where publication.ChannelId == site && publication.Slug != null && !publication.DryRun && delivery.State == DeliveryState.Confirmed
        select new PutPage { Publication = publication, At = delivery.UpdatedAt };

    sealed class PutPage
    {
        public required Publication Publication { get; init; }
        public required DateTimeOffset At { get; init; }
    }
}
