using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Stories;

namespace Toombos.Server.Features.Writing.Composing.Social;

/// <summary>Writes the draft for a social network in the shape that the network's habits ask for.</summary>
static class SocialWriter
{
    static readonly Dictionary<string, NetworkStyle> Styles = ComposingData.Read("networks.json", ComposingJson.Default.DictionaryStringNetworkStyle);

    /// <summary>One draft; none for networks whose limits are known but for which nothing is written yet.</summary>
    public static IReadOnlyList<ComposedDraft> Write(Brief brief)
    {
        if (!Styles.TryGetValue(brief.Channel.Kind, out var style)) return [];
        var stories = Ordering.Best(brief.Stories, style.Items);
        List<Post> posts = style.Shape switch
        {
            PostShape.Thread => new ThreadWriter(brief, style).Write(stories),
            PostShape.Feed => [new FeedPostWriter(brief, style).Write(stories)],
            _ => [new BulletinWriter(brief, style).Write(stories)],
        };
        posts.RemoveAll(p => p.IsEmpty);
        if (posts.Count == 0) return [];
        var parts = posts.SelectMany((post, i) => post.Parts(i + 1, posts.Count > 1 ? FormattableString.Invariant($"{i + 1}/{posts.Count}") : null));
        return [brief.Draft(brief.Stories.Count == 1 ? stories[0].Key : null, new()
        {
            Tags = Sections.Tags(stories),
            Link = stories[0].Link ?? brief.Brand.Site,
            Language = brief.Language,
            Parts = [.. parts],
        })];
    }
}
