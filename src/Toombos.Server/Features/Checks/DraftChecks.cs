using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks.Claims;
using Toombos.Server.Features.Checks.Quality;
using Toombos.Server.Features.Checks.Rules;
using Toombos.Server.Features.Checks.Voicing;

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

    /// <summary>The workspace's own voice above that tone, if the piece has one.</summary>
    public HouseVoice? House { get; init; }

    /// <summary>A line of ours that says which part of a series it is: neither a claim nor a fact.</summary>
    public string? Line { get; init; }

    /// <summary>By claim id.</summary>
    public IReadOnlyDictionary<string, AcceptedClaim> Accepted { get; init; } = new Dictionary<string, AcceptedClaim>();
}

/// <summary>Everything that is checked of a draft. Pure: the same input gives the same report on any machine.</summary>
public static class DraftChecks
{
    public static CheckReport Run(CheckInput input) => Run(input, EvidenceIndex.Of(input.Items));

    /// <param name="evidence">The index of the input's items; shared by all drafts of a piece.</param>
    public static CheckReport Run(CheckInput input, EvidenceIndex evidence)
    {
        var draft = new DraftView(input, evidence);
        var (claims, facts) = ClaimChecks.Run(input, evidence);
        var (measures, lengths) = LengthRules.Run(draft);
        var voice = input.House is { } house ? VoiceChecks.Run(house.Rules, new(input.Content, input.Brand.Name), house.Slug, house.Name) : null;
        List<Finding> findings = [.. ShapeRules.Run(draft), .. PictureRules.Run(draft), .. lengths, .. facts, .. WordingRules.Run(draft), .. voice is null ? [] : VoiceChecks.Findings(voice), .. ItemRules.Run(draft)];
        return new()
        {
            Findings = [.. findings.OrderByDescending(f => f.Severity)], Claims = claims, Measures = measures,
            Quality = QualityScorer.Score(draft, findings, claims), Voice = voice,
        };
    }
}
