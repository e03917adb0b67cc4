using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Has models write the drafts of a new piece, each as a job of its own; until then, and where no model can, the text of the built-in composer stands there.</summary>
sealed class PieceModels(Questions questions, ModelDesk models, ModelBudget budget, JobQueue queue)
{
    /// <exception cref="DomainRuleException"><c>models.budget</c>, 402, where not all of them fit under the caps together; <c>models.none</c>.</exception>
    public async Task<PieceEstimate> EstimateAsync(IReadOnlyList<OpenDraft> drafts, IReadOnlyList<string> briefs, CancellationToken ct)
    {
        var found = new List<ModelEstimate>();
        foreach (var open in drafts) found.Add(await models.EstimateAsync(await questions.DraftAsync(open, new(open.Items), BriefOf(open, briefs), ct), ct));
        var all = await budget.RequireAllAsync(null, found, ct);
        return new(all.Models, drafts.Count, all.Most, all.Usual);
    }

    /// <summary>In the save under way.</summary>
    public async Task QueueAsync(IReadOnlyList<OpenDraft> drafts, IReadOnlyList<string> briefs, CancellationToken ct)
    {
        foreach (var open in drafts) await AskForDraft.QueueAsync(open.Draft, open.Channel.Name, new(open.Draft.Id, 1, false, BriefOf(open, briefs)), queue, ct);
    }

    /// <summary>The first of the briefs that is for the draft's channel; null where none is.</summary>
    public static string? BriefOf(OpenDraft open, IReadOnlyList<string> briefs)
    {
        foreach (var brief in briefs)
        {
            var prompt = Prompt.All.GetValueOrDefault($"brief.{brief}") ?? throw new FieldException("briefs", $"There is no brief '{brief}'. See GET /v1/prompts.");
            if (PromptDesk.IsFor(prompt, open.Channel)) return brief;
        }
        return null;
    }
}
