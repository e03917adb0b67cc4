using System.Text;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Audiences;
using Toombos.Server.Features.Channels;
using Toombos.Server.Features.Rendering;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Connector = Toombos.Connectors.Channels.Connector;
using Publishes = Toombos.Connectors.Channels.Publishes;

namespace Toombos.Server.Features.Publishing;

/// <summary>
/// Makes of a publication what its channel carries: a mail for each reader, a message, a whole site. What is the same for all receivers is drawn once a run.
/// </summary>
sealed class Dispatches(ToombosDb db, UnsubscribeLinks links, PublicAddress address, PublishedPictures pictures, KnownPages pages)
{
    /// <summary>What is drawn for one publication, and how it is addressed to one receiver.</summary>
    public async Task<Func<ArmedDelivery, CancellationToken, Task<Dispatch>>> PrepareAsync(Publication publication, Brand brand, CancellationToken ct)
    {
        var published = ConnectorList.Of(publication.ChannelKind).Publishes;
        if (published == Publishes.Site)
        {
            var (files, shown) = await SitePages.DrawAsync(db, pictures, publication, brand, ct);
            var page = publication.Withdraws ? null : SitePages.PathOf(publication.Slug!);
            return (armed, _) => Task.FromResult<Dispatch>(new Dispatch.Site(files, page) { Key = armed.Key, Pictures = shown });
        }
        if (publication.Withdraws)
        {
            var there = await ThereAsync(publication.UpdateOfId, ct) ?? throw new InvalidOperationException("What is to be taken away has no name.");
            return (armed, _) => Task.FromResult<Dispatch>(new Dispatch.Removal(there.Reference!, there.Memory) { Key = armed.Key });
        }
        var text = await db.PublishedTexts.AsNoTracking().FirstAsync(t => t.Id == publication.Id, ct);
        var request = new RenderRequest { Channel = ChannelKinds.Find(text.WrittenFor)!, Content = text.Content, Brand = brand, Ai = text.Ai, Template = text.Template, Date = text.Date };
        switch (published)
        {
            case Publishes.Letters:
                return await MailsAsync(publication, new LetterDraft(request with { Pictures = await pictures.AddressesAsync(text.Content, ct) }), ct);
            case Publishes.Posts:
                var shots = await PicturesAsync(publication, text, ct);
                var cards = ConnectorList.Of(publication.ChannelKind).Cards ? await pages.CardsAsync(text.Content.Posts, ct) : [];
                return (armed, _) => Task.FromResult<Dispatch>(new Dispatch.Posts(text.Content.Posts, text.Content.Language, publication.DueAt, AiOf(text)) { Key = armed.Key, Pictures = shots, Cards = cards });
            case Publishes.Pages:
                var replaces = (await ThereAsync(publication.UpdateOfId, ct))?.Reference;
                var beside = await PicturesAsync(publication, text, ct);
                return (armed, _) => Task.FromResult<Dispatch>(ArticleOf(publication, text, request, replaces, armed.Key) with { Pictures = beside });
            default:
                var json = Encoding.UTF8.GetBytes(Json.Write(MessageOf(publication, text, request, await pictures.ListAsync(text.Content, ct))));
                return (armed, _) => Task.FromResult<Dispatch>(new Dispatch.Message(PublicationMessage.Published, publication.DueAt, json) { Key = armed.Key });
        }
    }

    /// <summary>What the other side calls what another publication put there.</summary>
    async Task<Delivery?> ThereAsync(Guid? publication, CancellationToken ct) =>
        publication is null ? null : await db.Deliveries.AsNoTracking().FirstOrDefaultAsync(d => d.PublicationId == publication && d.Reference != null, ct);

    async Task<IReadOnlyList<DispatchPicture>> PicturesAsync(Publication publication, PublishedText text, CancellationToken ct)
    {
        var own = await db.Channels.AsNoTracking().Where(c => c.Id == publication.ChannelId).Select(c => c.Limits).FirstAsync(ct);
        return await pictures.OfAsync(text.Content, ChannelKinds.Find(text.WrittenFor)!.With(own), ConnectorList.Of(publication.ChannelKind).Pictures, ct);
    }

    static AiUse AiOf(PublishedText text) => Enum.Parse<AiUse>(text.Ai.ToString());

    static Dispatch.Article ArticleOf(Publication publication, PublishedText text, RenderRequest request, string? replaces, string key) => new()
    {
        Key = key, Title = text.Content.TextOf(PartRole.Title) ?? publication.Title, Slug = publication.Slug!, Html = DraftRenderer.Fragment(request), Markdown = DraftRenderer.Markdown(request),
        Excerpt = text.Content.TextOf(PartRole.Excerpt), Tags = text.Content.Tags, Language = text.Content.Language, At = publication.DueAt, Ai = AiOf(text), Replaces = replaces,
    };

    async Task<Func<ArmedDelivery, CancellationToken, Task<Dispatch>>> MailsAsync(Publication publication, LetterDraft letter, CancellationToken ct)
    {
        var title = string.Concat(publication.AudienceName!.Where(c => !char.IsControl(c) && c is not ('<' or '>' or '"')));
        var listId = $"{title} <{publication.AudienceId:N}.{new Uri(address.Value).Host}>";
        // Reads the key that signs, so that nothing can fail any more once a letter is armed.
        await links.OfAsync(publication.Id, publication.Id, ct);
        return async (armed, stop) =>
        {
            var recipient = armed.Recipient!;
            var leave = await links.OfAsync(recipient.SubscriberId, publication.Id, stop);
            return new Dispatch.Mail
            {
                Key = armed.Key, To = recipient.Email, ToName = recipient.Name, Subject = letter.Subject, Html = letter.HtmlFor(leave), Text = letter.TextFor(leave), Date = publication.DueAt,
                UnsubscribeAddress = leave, ListId = listId,
            };
        };
    }

    static PublicationMessage MessageOf(Publication publication, PublishedText text, RenderRequest request, IReadOnlyList<MessagePicture> shown)
    {
        var content = text.Content;
        return new()
        {
            Type = PublicationMessage.Published, Timestamp = publication.DueAt,
            Data = new()
            {
                PublicationId = publication.Id, PieceId = publication.PieceId, DraftId = publication.DraftId, VersionNumber = publication.VersionNumber, ContentHash = publication.ContentHash,
                ApprovedBy = text.ApprovedBy, Ai = text.Ai, WrittenFor = text.WrittenFor, Language = content.Language, Title = publication.Title, Excerpt = content.TextOf(PartRole.Excerpt), Slug = content.Slug,
                Tags = content.Tags, Text = DraftRenderer.Text(request), Html = DraftRenderer.Html(request), Posts = content.Posts, Pictures = shown,
                Citations = [.. content.Parts.SelectMany(p => p.Sentences).Where(s => s.Blocks.Count > 0)],
            },
        };
    }
}
