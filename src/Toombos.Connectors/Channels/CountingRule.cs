using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toombos.Connectors.Channels;

/// <summary>How a network counts. The names are those of the truth tables and of the API.</summary>
public enum CountingRule
{
    /// <summary>Unicode code points.</summary>
    [JsonStringEnumMemberName("characters")] Characters,

    /// <summary>UTF-16 code units.</summary>
    [JsonStringEnumMemberName("utf16")] Utf16,

    /// <summary>User-perceived characters (UAX #29).</summary>
    [JsonStringEnumMemberName("graphemes")] Graphemes,

    /// <summary>UTF-8.</summary>
    [JsonStringEnumMemberName("bytes")] Bytes,

    /// <summary>X: twitter-text v3 weights, a URL is 23, an emoji 2, after NFC.</summary>
    [JsonStringEnumMemberName("weighted")] XWeighted,

    /// <summary>Threads: code points, but an emoji counts as its UTF-8 bytes.</summary>
    [JsonStringEnumMemberName("emoji-bytes")] EmojiBytes,

    /// <summary>Mastodon: user-perceived characters, a URL is 23, the domain of a remote mention is not counted.</summary>
    [JsonStringEnumMemberName("mastodon")] MastodonCharacters,

    /// <summary>Words between white space; each Chinese character and each kana is one of its own.</summary>
    [JsonStringEnumMemberName("words")] Words,

    /// <summary>Pieces of something (images, tags, posts, bytes of a file); of a text, its pieces between white space.</summary>
    [JsonStringEnumMemberName("count")] Count,
}

/// <summary>The names that counting rules have outside: one spelling for truth tables and API.</summary>
public static class CountingRules
{
    static readonly FrozenDictionary<CountingRule, string> Names = Enum.GetValues<CountingRule>().ToFrozenDictionary(
        rule => rule, rule => JsonSerializer.SerializeToElement(rule, ChannelKindsJson.Default.CountingRule).GetString()!);

    public static string NameOf(CountingRule rule) => Names[rule];
}
