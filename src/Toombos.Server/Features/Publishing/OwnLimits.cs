using System.Globalization;
using Toombos.Client.Publishing;
using Channel = Toombos.Server.Features.Channels.Channel;
using ChannelKind = Toombos.Connectors.Channels.ChannelKind;
using DraftContent = Toombos.Client.Writing.DraftContent;

namespace Toombos.Server.Features.Publishing;

/// <summary>Where a channel's own server takes less than its network does by the truth tables, by which the draft was written. Pure.</summary>
static class OwnLimits
{
    public static IEnumerable<PublishObstacle> Of(DraftContent content, ChannelKind writtenFor, Channel channel)
    {
        if (channel.Limits.Count == 0 || channel.About.Publishes != Connectors.Channels.Publishes.Posts) yield break;
        var here = writtenFor.With(channel.Limits);
        foreach (var limit in here.LimitsOf("post"))
            for (var i = 0; i < content.Posts.Count; i++)
                if (limit.Count(content.Posts[i]) is var length && length > limit.Max)
                    yield return new("draft.too-long-there", string.Create(CultureInfo.InvariantCulture,
                        $"{(content.Posts.Count == 1 ? "The post" : $"Post {i + 1} of {content.Posts.Count}")} has {length:N0} characters, and the server of '{channel.Name}' takes {limit.Max:N0}. Shorten it, and have it approved."));
        foreach (var limit in here.LimitsOf("images"))
            if (content.Pictures.Count > limit.Max)
                yield return new("draft.too-many-pictures-there", string.Create(CultureInfo.InvariantCulture, $"The draft has {content.Pictures.Count} pictures, and the server of '{channel.Name}' takes {limit.Max} a post. Take some out, and have it approved."));
    }
}
