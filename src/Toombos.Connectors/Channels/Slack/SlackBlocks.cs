using System.Text.Json.Nodes;

namespace Toombos.Connectors.Channels.Slack;

/// <summary>A message with pictures: its text in sections, then each picture from its address. Source: docs.slack.dev/reference/block-kit/blocks.</summary>
static class SlackBlocks
{
    static readonly int LongestSection = ChannelKinds.Find("slack")!.LimitsOf("section").First().Max;
    static readonly char[] Ends = ['\n', ' '];

    /// <param name="text">As Slack escapes it.</param>
    public static JsonArray Of(string text, IReadOnlyList<DispatchPicture> pictures) =>
    [
        .. Sections(text).Select(section => new JsonObject { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = section } }),
        .. pictures.Select(p => new JsonObject { ["type"] = "image", ["image_url"] = p.Address, ["alt_text"] = p.AltText }),
    ];

    static IEnumerable<string> Sections(string text)
    {
        while (text.Length > LongestSection)
        {
            var end = text.LastIndexOfAny(Ends, LongestSection);
            // A word without end is cut, but never inside of what stands for one character.
            if (end < 1) end = text.LastIndexOf('&', LongestSection, 5) is > 0 and var sign ? sign : LongestSection;
            yield return text[..end];
            text = text[end..].TrimStart();
        }
        if (text.Length > 0) yield return text;
    }
}
