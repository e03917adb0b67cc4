using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Platform.Database;
using Channel = Toombos.Server.Features.Channels.Channel;
using Publishes = Toombos.Connectors.Channels.Publishes;

namespace Toombos.Server.Features.Publishing;

/// <summary>What the gate asks of a publication that changes a post instead of posting a second one.</summary>
static class PostChange
{
    /// <param name="content">The new text; null at the last look, when it was judged before.</param>
    /// <returns>The publication whose text is up, and why the change is refused.</returns>
    public static async Task<(Publication? Up, PublishObstacle? Obstacle)> LookAsync(ToombosDb db, PublishIntent intent, Guid earlier, Channel channel, DraftContent? content, CancellationToken ct)
    {
        var about = channel.About;
        if (!about.Edits)
            return Refused("not-editable", about.Publishes is Publishes.Site or Publishes.Pages
                ? "A page that is published again takes the place of the one that is up by itself. Leave 'updateOf' out." : $"{about.Name} does not let programs change what is up. Leave 'updateOf' out to publish a second time.");
        var named = await db.Publications.AsNoTracking().FirstOrDefaultAsync(p => p.Id == earlier, ct);
        if (named is null) return Refused("not-found", "There is no publication with this id in the workspace.");
        if (named.DraftId != intent.DraftId || named.ChannelId != intent.ChannelId) return Refused("of-another", "The publication in 'updateOf' is of another draft, or on another channel. Name one of this draft on this channel.");
        if (await PostHistory.OfAsync(db, earlier, ct) is not { Up: { } up } history) return Refused("not-up", "The post that is to be changed is not up: it was taken down, or never arrived. Publish it anew, without 'updateOf'.");
        if (history.There is null) return Refused("nameless", "Somebody said that the post is there, but nobody knows what it is called, so it can't be found. Change it there.");
        if (history.IsInDoubt(intent.PublicationId)) return Refused("unsettled", "Of an earlier change of this post nobody knows the end. Settle that publication first, then change the post.");
        if (content is not null && about.Pictures != PictureWay.None && !Shows(await db.PublishedTexts.Where(t => t.Id == up.Id).Select(t => t.Content).FirstAsync(ct)).SequenceEqual(Shows(content)))
            return Refused("other-pictures", "A change keeps the pictures that are up, and this version has others. Give the draft the same pictures with the same words, or publish it a second time.");
        return (up, null);

        static (Publication?, PublishObstacle) Refused(string code, string sentence) => (null, new($"publication.{code}", sentence));
    }

    static IEnumerable<(Guid, string?)> Shows(DraftContent content) => content.Pictures.Select(p => (p.FileId, p.AltText));
}
