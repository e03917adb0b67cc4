using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Checks;

/// <summary>A claim that a named person answers for.</summary>
public sealed record AcceptedClaim(string Name, string Reason);

/// <summary>A draft version and what it is held against.</summary>
public sealed record CheckInput
{
    public required ChannelKind Channel { get; init; }
    public required DraftContent Content { get; init; }

    /// <summary>The piece's items: their blocks are the only evidence.</summary>
    public required IReadOnlyList<Item> Items { get; init; }
    public required Brand Brand { get; init; }

    /// <summary>Tone that the draft should have.</summary>
    public required string Voice { get; init; }

    /// <summary>By claim id.</summary>
    public IReadOnlyDictionary<string, AcceptedClaim> Accepted { get; init; } = new Dictionary<string, AcceptedClaim>();
}

/// <summary>Everything that is checked of a draft; pure.</summary>
public static class DraftChecks
{
    public static CheckReport Run(CheckInput input) => throw new NotSupportedException(input.Voice);
}
