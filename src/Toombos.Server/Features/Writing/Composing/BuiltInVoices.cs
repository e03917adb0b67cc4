using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Voicing;

namespace Toombos.Server.Features.Writing.Composing;

/// <summary>The tones and blends that drafts can be written in.</summary>
public static class BuiltInVoices
{
    /// <summary>Each channel speaks in the tone that suits it.</summary>
    public const string Auto = "auto";

    public static IReadOnlyList<Choice> All { get; } =
    [
        new(Auto, "By channel", "Each channel in the tone that suits it: warm on social networks, professional on LinkedIn and the web."),
        .. ToneCatalog.Tones.Select(t => new Choice(t.Name, t.Title, t.Description)),
        .. ToneCatalog.Blends.Select(b => new Choice(b.Name, b.Title, b.Description)),
    ];
}
