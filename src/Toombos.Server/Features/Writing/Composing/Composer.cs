using Toombos.Connectors.Channels;
using Toombos.Server.Features.Writing.Composing.Email;
using Toombos.Server.Features.Writing.Composing.Social;
using Toombos.Server.Features.Writing.Composing.Stories;
using Toombos.Server.Features.Writing.Composing.Voicing;
using Toombos.Server.Features.Writing.Composing.Web;

namespace Toombos.Server.Features.Writing.Composing;

/// <summary>The built-in writer: deterministic, no network, nothing invented. The method is told in docs/guide/composer.md.</summary>
public static class Composer
{
    /// <summary>Drafts in the order of the channels asked for; a channel that every item stays out of has none.</summary>
    /// <exception cref="ArgumentException">The voice is not one of <see cref="BuiltInVoices.All"/>.</exception>
    public static IReadOnlyList<ComposedDraft> Compose(ComposeRequest request)
    {
        var drafts = new List<ComposedDraft>();
        // Each item is read once, whatever the number of channels that speak of it.
        var stories = new List<Story>(request.Items.Count);
        var edition = TitleSupport.Edition(request.Title, request.Items);
        foreach (var item in request.Items) stories.Add(new(item, request.Language, edition));
        foreach (var channel in request.Channels)
        {
            var allowed = stories.Where(s => s.MayGoTo(channel)).ToList();
            if (allowed.Count == 0) continue;
            var brief = new Brief(request, channel, allowed, ToneCatalog.VoiceFor(request, channel));
            drafts.AddRange(channel.Family switch
            {
                ChannelFamily.Email => [NewsletterWriter.Write(brief)],
                ChannelFamily.Web => WebWriter.Write(brief),
                _ => SocialWriter.Write(brief),
            });
        }
        return drafts;
    }
}
