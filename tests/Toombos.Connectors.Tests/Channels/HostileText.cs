using CsCheck;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Texts that break careless counters: emoji glued together, half characters, marks, addresses, other scripts.</summary>
static class HostileText
{
    static readonly string[] Pieces =
    [
        "a", "Z", "9", " ", "\n", "\r\n", ".", ",", "!", "-", "_", "/", ":", "(", ")", "?", "=", "&", "#", "＃", "@", "'", "\"", "\0", "\t",
        "http://", "https://", "example.com", "example", ".com", ".jp", "www.", "/path", "?q=1", "user@", "@alice@example.social", "#tag",
        "é", "e\u0301", "\u0301", "ß", "日本", "です", "한", "\u1112\u1161", "नमस्ते", "שלום", "مرحبا", "ไทย", "例え.jp",
        "😀", "👍🏽", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪", "🇩", "1️⃣", "❤️", "☀", "☀︎", "©️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "𝕏", "𠮷",
        "\u200D", "\uFE0F", "\uFE0E", "\u20E3", "\u200B", "\u202E", "\u2066", "\uFEFF", "\uFFFF", "\uD83C", "\uDFFB", "\uD800", "\uDC00",
    ];

    public static Gen<string> Any { get; } = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 25].Select(string.Concat);
}
