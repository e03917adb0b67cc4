using System.Text;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Audiences;
using Toombos.Server.Features.Rendering;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;

namespace Toombos.Server.Features.Publishing;

/// <summary>
/// Makes of a publication what its channel carries: a mail for each reader, a message, a whole site. What is the same for all receivers is drawn once a run.
/// </summary>
sealed class Dispatches(ToombosDb db, UnsubscribeLinks links, PublicAddress address)
{
    /// <summary>What is drawn for one publication, and how it is addressed to one receiver.</summary>
    public async Task<Func<ArmedDelivery, CancellationToken, Task<Dispatch>>> PrepareAsync(Publication publication, Brand brand, CancellationToken ct)
    {
        if (publication.ChannelKind == "site")
        {
            var files = await SitePages.DrawAsync(db, publication, brand, ct);
            var page = publication.Withdraws ? null : SitePages.PathOf(publication.Slug!);
            return (armed, _) => Task.FromResult<Dispatch>(new Dispatch.Site(files, page) { Key = armed.Key });
        }
        var text = await db.PublishedTexts.AsNoTracking().FirstAsync(t => t.Id == publication.Id, ct);
        var request = new RenderRequest { Channel = ChannelKinds.Find(text.WrittenFor)!, Content = text.Content, Brand = brand, Ai = text.Ai, Template = text.Template, Date = text.Date };
        if (publication.ChannelKind == "email") return await MailsAsync(publication, new LetterDraft(request), ct);
        var json = Encoding.UTF8.GetBytes(Json.Write(MessageOf(publication, text, request)));
        return (armed, _) => Task.FromResult<Dispatch>(new Dispatch.Message(PublicationMessage.Published, publication.DueAt, json) { Key = armed.Key });
    }

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

    static PublicationMessage MessageOf(Publication publication, PublishedText text, RenderRequest request)
    {
        var content = text.Content;
        return new()
        {
            Type = PublicationMessage.Published, Timestamp = publication.DueAt,
            Data = new()
            {
                PublicationId = publication.Id, PieceId = publication.PieceId, DraftId = publication.DraftId, VersionNumber = publication.VersionNumber, ContentHash = publication.ContentHash,
                ApprovedBy = text.ApprovedBy, Ai = text.Ai, WrittenFor = text.WrittenFor, Language = content.Language, Title = publication.Title, Excerpt = content.TextOf(PartRole.Excerpt), Slug = content.Slug,
                Tags = content.Tags, Text = DraftRenderer.Text(request), Html = DraftRenderer.Html(request), Posts = content.Posts,
                Citations = [.. content.Parts.SelectMany(p => p.Sentences).Where(s => s.Blocks.Count > 0)],
            },
        };
    }
}
