namespace Toombos.Connectors.Channels;

/// <summary>The registry of channel kinds, read from the embedded truth tables.</summary>
public static class ChannelKinds
{
    public static IReadOnlyList<ChannelKind> All { get; } = [];

    public static ChannelKind? Find(string kind) => All.FirstOrDefault(k => k.Kind == kind);
}
