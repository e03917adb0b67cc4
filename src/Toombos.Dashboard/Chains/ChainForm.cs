using System.Globalization;
using Toombos.Client.Chains;
using Toombos.Client.Channels;
using Toombos.Client.Writing;
using Toombos.Dashboard.Design;

namespace Toombos.Dashboard.Chains;

/// <summary>What a person chooses of a chain beside what is chosen for every piece: which kind, how many parts, from which day.</summary>
public sealed class ChainForm(IReadOnlyList<ChainKind> kinds)
{
    public IReadOnlyList<ChainKind> Kinds => kinds;

    /// <summary>Null for a single piece.</summary>
    public ChainKind? Kind { get; set; }
    public string Parts { get; set; } = "";
    public DateOnly? StartsOn { get; set; }

    /// <summary>How many parts there may be, as choices.</summary>
    public IReadOnlyList<Choice> PartChoices => Kind?.Parts is not { } parts ? []
        : [.. Enumerable.Range(parts.Least, parts.Most - parts.Least + 1).Select(n => new Choice(n.ToString(CultureInfo.InvariantCulture), $"{n} parts", "Each part is about items of its own."))];

    /// <summary>Channels that some step of the kind can go to; all of them for a single piece.</summary>
    public IReadOnlyList<ChannelKind> Suiting(IReadOnlyList<ChannelKind> channels) => Kind is null ? channels : [.. channels.Where(c => Kind.Steps.Any(s => s.Channels.Any(name => Means(name, c))))];

    /// <summary>Those that the kind is usually written for.</summary>
    public IEnumerable<string> Usual(IReadOnlyList<ChannelKind> channels) => channels.Where(c => Kind is null || Kind.Channels.Any(name => Means(name, c))).Select(c => c.Kind);

    /// <summary>The steps that something is written for.</summary>
    public int StepsFor(ISet<string> chosen, IReadOnlyList<ChannelKind> channels) => Kind is null ? 0
        : Kind.Parts is { } parts ? int.TryParse(Parts, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : parts.Usual
        : Kind.Steps.Count(s => channels.Any(c => chosen.Contains(c.Kind) && s.Channels.Any(name => Means(name, c))));

    public CreateChainRequest ToRequest(CreatePieceRequest piece) => new()
    {
        Kind = Kind!.Name, SourceId = piece.SourceId, SnapshotId = piece.SnapshotId, Title = piece.Title, Items = piece.Items, Channels = piece.Channels, Voice = piece.Voice, Template = piece.Template,
        Parts = Kind.Parts is not null && int.TryParse(Parts, NumberStyles.None, CultureInfo.InvariantCulture, out var parts) ? parts : null, StartsOn = StartsOn, WithModel = piece.WithModel,
    };

    static bool Means(string name, ChannelKind channel) => name.Equals(channel.Kind, StringComparison.OrdinalIgnoreCase) || name.Equals(channel.Family.ToString(), StringComparison.OrdinalIgnoreCase);
}
