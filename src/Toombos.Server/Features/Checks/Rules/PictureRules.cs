using System.Globalization;
using Toombos.Client.Checks;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Checks.Rules;

/// <summary>What a draft's pictures need before they may go out: files that are there, words for those who can't see them, and no more than the network takes.</summary>
static class PictureRules
{
    public static IEnumerable<Finding> Run(DraftView draft)
    {
        var (pictures, channel) = (draft.Content.Pictures, draft.Input.Channel);
        if (pictures.Count == 0) yield break;
        var most = draft.Limit("images") ?? 0;
        if (most == 0) yield return Error("picture.too-many", $"Toombos knows of no pictures for {channel.Name}: take them out.");
        else if (pictures.Count > most) yield return Error("picture.too-many", string.Create(CultureInfo.InvariantCulture, $"{channel.Name} takes {most} picture{(most == 1 ? "" : "s")}, and the draft has {pictures.Count}: take {pictures.Count - most} out."));
        for (var i = 0; i < pictures.Count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"Picture {i + 1}");
            if (pictures[i].Width == 0) yield return Error("picture.unknown", $"{name} is not in the media library: choose another one, or take it out.");
            else if (string.IsNullOrWhiteSpace(pictures[i].AltText)) yield return Error("picture.no-alt", $"{name} has no alt text: say what it shows, for those who can't see it.");
            foreach (var limit in channel.LimitsOf("alt-text"))
                if (pictures[i].AltText is { } words && limit.Count(words) is var count && count > limit.Max)
                    yield return Error("picture.long-alt", string.Create(CultureInfo.InvariantCulture, $"The alt text of picture {i + 1} counts {count}; {channel.Name} takes {limit.Max}. Shorten it."));
        }
    }

    static Finding Error(string code, string message) => new(code, Severity.Error, message);
}
