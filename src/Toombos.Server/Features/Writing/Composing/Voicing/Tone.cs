namespace Toombos.Server.Features.Writing.Composing.Voicing;

/// <summary>A way of sounding: which phrases it says, how long its sentences run, how it treats hashtags.</summary>
/// <param name="Register">formal or warm: the phrases it takes in languages that don't tell all tones apart.</param>
/// <param name="Sentences">Factor on the words that a post aims at.</param>
/// <param name="Emoji">Set before a link on networks where people write so; null for sober tones.</param>
/// <param name="Hashtags">few, some or many of what the network wants.</param>
/// <param name="Case">pascal or lower.</param>
sealed record Tone(string Name, string Title, string Description, string Register, double Sentences, string? Emoji, string Hashtags, string Case);

/// <summary>Two tones that share a draft's phrases; <paramref name="Share"/> percent of the slots are the first one's.</summary>
sealed record Blend(string Name, string Title, string Description, string First, string Second, int Share);

/// <summary>How a channel sounds by default, and how much decoration it takes in all, the source's own included.</summary>
sealed record ChannelTone(string Opening, string Closing, int Emoji, int Exclamations);

/// <summary>The file that tones, blends and channel defaults are read from.</summary>
sealed record ToneFile(IReadOnlyList<Tone> Tones, IReadOnlyList<Blend> Blends, IReadOnlyDictionary<string, ChannelTone> Channels);
