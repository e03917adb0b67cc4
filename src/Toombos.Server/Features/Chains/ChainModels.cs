using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Features.Writing;
using Toombos.Server.Features.Writing.Modelling;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Chains;

/// <summary>What having models plan and write a chain may cost.</summary>
sealed class ChainModels(ChainPlanner planner, Questions questions, ModelDesk models, ModelBudget budget)
{
    /// <exception cref="DomainRuleException"><c>models.budget</c>, 402, where all of it together does not fit under the caps; <c>models.none</c>.</exception>
    public async Task<PieceEstimate> EstimateAsync(ChainOutline outline, IReadOnlyList<PlannedStep> steps, IReadOnlyList<NewPiece> pieces, PieceGround ground, CancellationToken ct)
    {
        var found = new List<ModelEstimate> { await models.EstimateAsync(await planner.QuestionAsync(outline, ground, ct), ct) };
        foreach (var (step, piece) in steps.Zip(pieces))
        {
            foreach (var open in piece.Drafts)
            {
                var earlier = steps.TakeWhile(s => s != step).Select(s => EarlierText.Longest(s.Step.Number, open.Channel.Name)).ToList();
                var place = new DraftPlace(outline.Template.Kind.Title, step.Step.Title, step.Step.Purpose, step.Step.Number, steps.Count, earlier);
                found.Add(await models.EstimateAsync(await questions.DraftAsync(open, new(open.Items), PieceModels.BriefOf(open, [step.Step.Brief]), ct, place: place), ct));
            }
        }
        var all = await budget.RequireAllAsync(null, found, ct);
        return new(all.Models, found.Count - 1, all.Most, all.Usual);
    }
}
