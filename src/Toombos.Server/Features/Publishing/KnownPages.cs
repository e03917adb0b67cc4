using Microsoft.EntityFrameworkCore;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Publishing;

/// <summary>Pages that this workspace has published: their cards are made of their own text and pictures, and nobody is asked.</summary>
sealed class KnownPages(ToombosDb db, PublishedPictures pictures)
{
    public async Task<IReadOnlyList<LinkCard>> CardsAsync(IEnumerable<string> texts, CancellationToken ct)
    {
        var links = texts.SelectMany(TextFacets.Of).Where(f => f.Kind == FacetKind.Link).Select(f => f.Value).Distinct().ToList();
        if (links.Count == 0) return [];
        var pages = await (from publication in db.Publications.AsNoTracking()
                           join text in db.PublishedTexts.AsNoTracking() on publication.Id equals text.Id
                           where links.Contains(publication.Address!) && publication.Slug != null && !publication.DryRun && !publication.Withdraws && publication.TakenDownAt == null
                           orderby publication.Id descending
                           select new { publication.Address, publication.Title, text.Content }).ToListAsync(ct);
        var cards = new List<LinkCard>();
        foreach (var page in pages.DistinctBy(p => p.Address))
        {
            var shown = await pictures.OfAsync(page.Content, ChannelKinds.Find("web")!, PictureWay.Sent, ct);
            cards.Add(new(page.Address!, page.Content.TextOf(PartRole.Title) ?? page.Title, page.Content.TextOf(PartRole.Excerpt) ?? "", shown.Count > 0 ? shown[0] : null));
        }
        return cards;
    }
}
