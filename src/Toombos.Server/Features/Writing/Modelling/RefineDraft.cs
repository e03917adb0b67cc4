using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Features.Writing.Editing;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Wire = Toombos.Client.Writing.Draft;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>
/// Has a model rewrite parts of a draft. What comes of it is shown first and saved only when it is accepted by its hash; accepting asks the same again, which is
/// remembered and costs nothing. Sentences that the model gives back unchanged stay as they are, byte for byte, with their citations.
/// </summary>
static class RefineDraft
{
    public static async Task<Ok<RefineProposal>> Handle(Guid id, RefineRequest request, DraftDesk drafts, Questions questions, ModelDesk models, Outbound outbound, CancellationToken ct)
    {
        var (open, outcome) = await AskAsync(id, request, drafts, questions, models, outbound, ct);
        var (content, checks) = (outcome.Value!, open.Check(outcome.Value!));
        var changed = content.Parts.Select((part, place) => (part, place)).Where(p => !ReferenceEquals(p.part, open.Version.Content.Parts[p.place])).Select(p => p.place).ToList();
        return TypedResults.Ok(new RefineProposal(open.Draft.VersionNumber, DraftVersion.HashOf(content), content, DraftEditing.ToEditable(open.Channel.Family, content), checks, changed, outcome.ToWriting()));
    }

    public static async Task<Ok<Wire>> AcceptAsync(Guid id, AcceptRefineRequest request, DraftDesk drafts, Questions questions, ModelDesk models, SaveVersion save, Outbound outbound, CancellationToken ct)
    {
        var (open, outcome) = await AskAsync(id, request.Refine with { Fresh = false }, drafts, questions, models, outbound, ct);
        if (DraftVersion.HashOf(outcome.Value!) != request.ContentHash) throw new DomainRuleException("refine.changed", "What the model would write now is not what you saw. Look at the new proposal.");
        return TypedResults.Ok(await save.RunAsync(open, outcome.Value!, $"Refined by {outcome.Model}: {request.Refine.Kind}", ct, outcome.ToWriting()));
    }

    public static async Task<Ok<ModelEstimate>> EstimateAsync(Guid id, RefineRequest request, DraftDesk drafts, Questions questions, ModelDesk models, CancellationToken ct)
    {
        var open = await drafts.OpenAsync(id, null, ct);
        return TypedResults.Ok(await models.EstimateAsync(await questions.RefineAsync(open, new(open.Items), request, PartsToRefine(open, request), ct), ct));
    }

    static async Task<(OpenDraft Open, ModelOutcome<DraftContent> Outcome)> AskAsync(Guid id, RefineRequest request, DraftDesk drafts, Questions questions, ModelDesk models, Outbound outbound, CancellationToken ct)
    {
        if (outbound.WhyClosed is { } why) throw new DomainRuleException("outbound.closed", why);
        var open = await drafts.OpenAsync(id, null, ct);
        var (parts, blocks, judge) = (PartsToRefine(open, request), new NumberedBlocks(open.Items), new WritingJudge(open, null));
        var outcome = await models.AskAsync(await questions.RefineAsync(open, blocks, request, parts, ct), text => judge.Judge(RefinedDraft.Read(text, open, blocks, parts, request.Kind == "translate" ? request.Language : null)), null, ct);
        if (outcome.Value is null) throw new DomainRuleException("models.none", $"No model rewrote it. {outcome.Why}");
        return (open, outcome);
    }

    static IReadOnlyList<int> PartsToRefine(OpenDraft open, RefineRequest request)
    {
        if (open.Draft.VersionNumber != request.BaseVersion) throw SaveVersion.Changed(open.Draft.VersionNumber);
        if (request.Kind == "custom" && WrittenDraft.Clean(request.Instruction).Length == 0) throw new FieldException("instruction", "Say what is to be changed.");
        if (request.Kind == "translate" && request.Language is null) throw new FieldException("language", "Choose a language.");
        return PartsOf(open.Version.Content, request.Parts);
    }

    /// <summary>Places of the parts to rewrite: those named, or all that hold text.</summary>
    public static IReadOnlyList<int> PartsOf(DraftContent content, IReadOnlyList<int>? named)
    {
        if (named is { Count: > 0 })
            return named.FirstOrDefault(p => p < 0 || p >= content.Parts.Count || !IsText(content.Parts[p]), -1) is >= 0 and var wrong ? throw new FieldException("parts", $"There is no text at place {wrong} of this version.") : [.. named.Distinct().Order()];
        return [.. content.Parts.Select((part, place) => (part, place)).Where(p => IsText(p.part)).Select(p => p.place)];
    }

    static bool IsText(DraftPart part) => part.Role is not (PartRole.Code or PartRole.Image or PartRole.Hashtags or PartRole.TableRow or PartRole.SubjectAlternative) && part.Sentences.Count > 0;
}
