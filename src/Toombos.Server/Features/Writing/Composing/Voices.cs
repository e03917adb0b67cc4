using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing.Composing;

/// <summary>The tones and blends that drafts can be written in.</summary>
public static class Voices
{
    public static IReadOnlyList<Choice> All { get; } = [];
}
