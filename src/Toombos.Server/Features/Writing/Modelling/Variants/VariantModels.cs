using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Server.Features.Models;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Writing.Modelling.Variants;

/// <summary>Chooses the angles of variants, and says what writing them may cost.</summary>
sealed class VariantModels(Questions questions, ModelDesk models, ModelBudget budget)
{
    const int Usually = 3;

    /// <summary>Those that differ most come first.</summary>
    static readonly string[] Chosen = ["benefit", "story", "news", "question", "short"];

    public static string PromptOf(string angle) => $"angle.{angle}";

    /// <exception cref="FieldException">There is no such angle, one is named twice, or more than are wanted.</exception>
    public static IReadOnlyList<string> AnglesOf(WriteVariantsRequest request)
    {
        var named = request.Angles;
        if (named.FirstOrDefault(a => !Prompt.All.ContainsKey(PromptOf(a))) is { } unknown)
            throw new FieldException("angles", $"There is no angle '{unknown}'. Use some of: {string.Join(", ", Prompt.All.Values.Where(p => p.Kind == PromptKind.Angle).Select(p => p.Name["angle.".Length..]).Order(StringComparer.Ordinal))}.");
        if (named.Distinct(StringComparer.Ordinal).Count() < named.Count) throw new FieldException("angles", "Name each angle once; variants from the same angle would say the same.");
        var count = request.Count ?? (named.Count > 1 ? named.Count : Usually);
        if (named.Count > count) throw new FieldException("angles", $"{named.Count} angles are named for {count} variants.");
        return [.. named.Concat(Chosen).Distinct(StringComparer.Ordinal).Take(count)];
    }

    /// <exception cref="DomainRuleException"><c>models.budget</c>, 402, where not all of them fit under the caps together; <c>models.none</c>.</exception>
    public async Task<VariantsEstimate> EstimateAsync(OpenDraft open, WriteVariantsRequest request, CancellationToken ct)
    {
        var (angles, found) = (AnglesOf(request), new List<ModelEstimate>());
        foreach (var angle in angles) found.Add(await models.EstimateAsync(await questions.DraftAsync(open, new(open.Items), request.Brief, ct, angle) with { Fresh = request.Fresh }, ct));
        var all = await budget.RequireAllAsync(open.Draft.Id, found, ct);
        return new(all.Models, angles, all.Most, all.Usual);
    }
}
