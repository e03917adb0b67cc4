using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks.Claims;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Holds single wordings against the source as sentences of the draft would be. The source is read once for all of them.</summary>
sealed class Wordings(OpenDraft open)
{
    readonly EvidenceIndex _evidence = EvidenceIndex.Of(open.Items);

    /// <summary>The first claim of it that the cited blocks do not bear out; null where they bear out all.</summary>
    public Claim? OpenClaimIn(string text, IReadOnlyList<string> cited)
    {
        var part = new DraftPart { Role = PartRole.Paragraph, Post = open.Channel.Family == ChannelFamily.Social ? 1 : 0, Sentences = [new(text, SentenceOrigin.Generated, cited)] };
        return ClaimChecks.Run(open.ToCheck(open.Version.Content with { Parts = [part] }), _evidence).Claims.FirstOrDefault(c => c.IsOpen);
    }
}
