using Toombos.Client.Checks;
using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Rules;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>A word of a sentence: as written, folded, and folded up to its apostrophe (we'll → we, j'ai → j).</summary>
readonly record struct VoiceWord(string Written, string Folded, string Stem)
{
    public bool IsCapital => char.IsUpper(Written[0]);

    public static VoiceWord Of(string written)
    {
        var folded = written.Replace('’', '\'').ToLowerInvariant();
        return new(written, folded, folded.IndexOf('\'') is > 0 and var at ? folded[..at] : folded);
    }
}

/// <summary>A sentence as voices look at it: its words with their capitals, read once.</summary>
sealed class VoiceSentence(PlacedSentence placed)
{
    /// <summary>No fault quotes more.</summary>
    const int Longest = 300;

    public PlacedSentence Placed => placed;
    public string Text => placed.Text;
    public SentencePlace Place => placed.Place;

    public IReadOnlyList<VoiceWord> Words { get => field ??= [.. Platform.Text.Words.Of(placed.Text).Select(VoiceWord.Of)]; }

    public VoiceFault Fault(string message) => new(message, Place, Quoted(Text));

    static string Quoted(string text) => text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1)] + "…";
}
