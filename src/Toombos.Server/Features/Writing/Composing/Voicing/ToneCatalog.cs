using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Writing.Composing.Voicing;

/// <summary>Finds the voice that a channel's draft is written in.</summary>
static class ToneCatalog
{
    static readonly ToneFile File = ComposingData.Read("tones.json", ComposingJson.Default.ToneFile);

    public static IReadOnlyList<Tone> Tones => File.Tones;
    public static IReadOnlyList<Blend> Blends => File.Blends;

    public static Voice VoiceFor(ComposeRequest request, ChannelKind channel)
    {
        var limits = LimitsOf(channel);
        var book = PhraseBook.Of(request.Language);
        var seed = $"{request.Title} {channel.Kind}";
        if (request.Voice == BuiltInVoices.Auto)
            return new(book, request.Brand.Name, seed, limits, Named(limits.Opening), Named(limits.Closing), slot => slot >= Slot.ReadMore);
        if (File.Blends.FirstOrDefault(b => b.Name == request.Voice) is { } blend)
            return new(book, request.Brand.Name, seed, limits, Named(blend.First), Named(blend.Second), slot => IsSecond(slot, blend.Share));
        var tone = Named(request.Voice);
        return new(book, request.Brand.Name, seed, limits, tone, tone, _ => false);
    }

    static ChannelTone LimitsOf(ChannelKind channel) =>
        File.Channels.TryGetValue(channel.Kind, out var own) ? own : File.Channels[channel.Family.ToString().ToLowerInvariant()];

    static Tone Named(string name) =>
        File.Tones.FirstOrDefault(t => t.Name == name) ?? throw new ArgumentException($"There is no voice called \"{name}\".", nameof(name));

    /// <summary>Spreads the second tone evenly over the slots, so that a blend is heard everywhere in a draft.</summary>
    static bool IsSecond(Slot slot, int share) => ((int)slot + 1) * (100 - share) / 100 > (int)slot * (100 - share) / 100;
}
