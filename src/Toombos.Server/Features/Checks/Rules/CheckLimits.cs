using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Checks.Rules;

/// <summary>Figures of the content rules that are the product's own, from the embedded table; a network's limits live in its truth table.</summary>
sealed record CheckLimits
{
    public static CheckLimits Current { get; } = CheckData.Read<CheckLimits>("limits");

    /// <summary>Limits whose crossing shortens a text on screen, but stops nothing.</summary>
    public required IReadOnlyList<string> Soft { get; init; }
    public required int[] TitleAdvice { get; init; }
    public required Dictionary<string, int> Emoji { get; init; }
    public required Dictionary<string, int> Exclamations { get; init; }
    public required int Featured { get; init; }
    public required int BlogWords { get; init; }
    public required int UpdateWords { get; init; }

    /// <summary>Percent of a subject's letters.</summary>
    public required int SubjectCapitals { get; init; }

    /// <summary>First and last full hour at which people like to hear from a brand.</summary>
    public required int[] Day { get; init; }
    public required Dictionary<string, int> ItemTags { get; init; }
    public static string NameOf(ChannelFamily family) => family switch
    {
        ChannelFamily.Email => "email",
        ChannelFamily.Web => "web",
        _ => "social",
    };
}
