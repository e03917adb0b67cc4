using Toombos.Client.Writing;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Writing.Composing.Voicing;

/// <summary>Says our own phrases as one tone or as two of them, for one draft. A phrase states no fact.</summary>
sealed class Voice(PhraseBook book, string brand, string seed, ChannelTone limits, Tone first, Tone second, Func<Slot, bool> isSecond)
{
    const string Placeholder = "{brand}";

    public ChannelTone Limits => limits;

    /// <summary>The tone that sets lengths, hashtags and emoji.</summary>
    public Tone Main => first;

    /// <summary>The phrase of a slot; null when no tone of this voice has one. Variants change with the piece, never with the run.</summary>
    public string? Say(Slot slot)
    {
        var variants = book.Find(isSecond(slot) ? second : first, slot);
        if (variants is null && slot == Slot.Disclaimer) variants = book.Find(first, slot) ?? book.Find(second, slot);
        if (variants is null) return null;
        var phrase = variants[(int)(Hash(seed, slot) % (uint)variants.Length)];
        return Fill(phrase);
    }

    /// <summary>Puts the brand's name in; a Latin name in Japanese or Chinese text is set off by a space.</summary>
    string Fill(string phrase)
    {
        var at = phrase.IndexOf(Placeholder, StringComparison.Ordinal);
        if (at < 0) return phrase;
        var (before, after) = (phrase[..at], phrase[(at + Placeholder.Length)..]);
        var name = brand.Trim();
        if (name.Length > 0 && before.Length > 0 && Script.IsSpaceless(before[^1]) && char.IsAscii(name[0])) before += ' ';
        if (name.Length > 0 && after.Length > 0 && Script.IsSpaceless(after[0]) && char.IsAscii(name[^1])) after = ' ' + after;
        return before + name + after;
    }

    public DraftSentence? Sentence(Slot slot) => Say(slot) is { } phrase ? Template(phrase) : null;

    public static DraftSentence Template(string text) => new(text, SentenceOrigin.Template, []);

    /// <summary>FNV-1a: the same on every machine, unlike string.GetHashCode.</summary>
    static uint Hash(string text, Slot slot)
    {
        var hash = 2166136261u ^ (uint)slot;
        foreach (var c in text) hash = (hash ^ c) * 16777619u;
        return hash ^ hash >> 15;
    }
}
