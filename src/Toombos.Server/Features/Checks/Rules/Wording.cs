using System.Collections.Frozen;
using Toombos.Client.Checks;

namespace Toombos.Server.Features.Checks.Rules;

/// <summary>Words that brands must not, or better not, use; from the embedded lists.</summary>
static class Wording
{
    sealed record GroupData(string Code, string Severity, string Advice, string[] Terms);
    sealed record HealthData(string[] Verbs, string[] Nouns);
    sealed record WordingData(GroupData[] Groups, HealthData Health, string[] Spam, string[] Fillers, Dictionary<string, string[]> Reader);
    sealed record ToneData(string[] Avoid, int Longest, bool Calm, bool Reader);
    sealed record VoiceData(Dictionary<string, string[]> Blends, Dictionary<string, ToneData> Tones);

    static readonly WordingData Data = CheckData.Read<WordingData>("wording");
    static readonly VoiceData VoiceLists = CheckData.Read<VoiceData>("voices");

    public static IReadOnlyList<ProhibitedGroup> Prohibited { get; } =
        [.. Data.Groups.Select(g => new ProhibitedGroup(g.Code, Enum.Parse<Severity>(g.Severity, ignoreCase: true), g.Advice, new(g.Terms)))];

    /// <summary>Harmless alone ("treat yourself"); beside a word for an illness they make a health claim.</summary>
    public static TermSet HealthVerbs { get; } = new(Data.Health.Verbs);
    public static TermSet HealthNouns { get; } = new(Data.Health.Nouns);
    public static TermSet Spam { get; } = new(Data.Spam);
    public static TermSet Fillers { get; } = new(Data.Fillers);

    /// <summary>Words that speak to the reader, by language.</summary>
    public static FrozenDictionary<string, TermSet> Reader { get; } = Data.Reader.ToFrozenDictionary(p => p.Key, p => new TermSet(p.Value));

    static readonly FrozenDictionary<string, Tone> Tones =
        VoiceLists.Tones.ToFrozenDictionary(p => p.Key, p => new Tone(p.Key, new(p.Value.Avoid), p.Value.Longest, p.Value.Calm, p.Value.Reader));

    /// <summary>The built-in voices by name: by channel, the tones, the blends.</summary>
    public static IReadOnlyList<string> Voices { get; } = ["auto", .. VoiceLists.Tones.Keys, .. VoiceLists.Blends.Keys];

    /// <summary>The tones of a voice: one, or the two of a blend; none for a voice that has no lists.</summary>
    public static IReadOnlyList<Tone> TonesOf(string voice) =>
        [.. (VoiceLists.Blends.GetValueOrDefault(voice) ?? [voice]).Select(name => Tones.GetValueOrDefault(name)).OfType<Tone>()];
}

/// <summary>A group of terms with one reason.</summary>
sealed record ProhibitedGroup(string Code, Severity Severity, string Advice, TermSet Terms);

/// <summary>What a tone asks for and avoids.</summary>
/// <param name="Longest">Words that the average sentence may have.</param>
/// <param name="Calm">No exclamation marks.</param>
/// <param name="Reader">Speaks to the reader.</param>
sealed record Tone(string Name, TermSet Avoid, int Longest, bool Calm, bool Reader);
