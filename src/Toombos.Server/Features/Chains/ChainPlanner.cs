using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Toombos.Client.Documents;
using Toombos.Client.Models;
using Toombos.Server.Features.Models;
using Toombos.Server.Features.Writing;
using Toombos.Server.Features.Writing.Modelling;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Chains;

/// <summary>What goes into which step, and who chose it.</summary>
/// <param name="By">The model that did; null where the rules did.</param>
/// <param name="Problem">Why no model did although one was asked.</param>
sealed record ChainPlan(IReadOnlyList<PlannedStep> Steps, string? By, string? Problem);

/// <summary>Has a model choose what goes into which step. What it answers is judged; where it can't be used, the rules plan.</summary>
sealed class ChainPlanner(PromptDesk prompts, ModelDesk models)
{
    const int MostItems = 200, MostOfStep = 10, LongestBeginning = 200, TokensOfAnswer = 1_000;

    public async Task<ChainPlan> PlanAsync(ChainOutline outline, PieceGround ground, CancellationToken ct)
    {
        var items = ItemsOf(outline);
        try
        {
            var outcome = await models.AskAsync(await QuestionAsync(outline, ground, ct), text => Read(text, outline, items), null, ct);
            return outcome.Value is { } steps ? new(steps, outcome.Model, null) : new(outline.ByRule(), null, outcome.Why);
        }
        catch (DomainRuleException refused)
        {
            return new(outline.ByRule(), null, refused.Message);
        }
    }

    public async Task<ModelQuestion> QuestionAsync(ChainOutline outline, PieceGround ground, CancellationToken ct)
    {
        var prompt = await prompts.OfAsync("chain-plan", ct);
        var system = prompt.With(new Dictionary<string, string>
        {
            ["brand"] = ground.Brand.Name, ["chain"] = $"{outline.Template.Kind.Title} ({outline.Template.Kind.Description})",
            ["rule"] = outline.IsSeries ? "No item stands in two steps." : "An item may stand in more than one step where its purpose asks for that.",
            ["steps"] = string.Join(" ", outline.Steps.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Number}. {s.Title}, for {string.Join(", ", s.Channels.Select(c => c.Name))}: {s.Purpose}"))),
        });
        return new(ModelPurpose.Draft, prompt.Id, system, Questions.Json(new { items = ItemsOf(outline).Select(Show) })) { MaxOutputTokens = TokensOfAnswer, Schema = PlanAnswer.Schema };
    }

    /// <summary>Those that some step may take, by weight.</summary>
    static List<Item> ItemsOf(ChainOutline outline) => [.. ItemTake.ByWeight(outline.Usable).Where(i => outline.Steps.Any(s => s.Candidates.Contains(i))).Take(MostItems)];

    static object Show(Item item, int place) => new
    {
        n = place + 1, title = Shown(item.Title), date = item.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), featured = item.Flags.Featured, priority = item.Flags.Priority,
        begins = Shown(item.Body is { Length: > LongestBeginning } body ? CreatePiece.Short(body, LongestBeginning) : item.Body),
    };

    static string Shown(string text) => Instructions.IsOne(text) ? "" : text;

    static ModelReading<IReadOnlyList<PlannedStep>> Read(string text, ChainOutline outline, List<Item> items)
    {
        if (LooseJson.Read(text, PlanJson.Default.PlanAnswer) is not { Steps: { } answered }) return Wrong("There is no JSON object of the shape that was asked for.");
        var (planned, taken) = (new List<PlannedStep>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var step in outline.Steps)
        {
            var numbers = answered.Where(a => a.Step == step.Number).SelectMany(a => a.Items ?? []).Distinct().ToList();
            if (numbers.Count == 0) return Wrong($"Step {step.Number} has no items.");
            if (numbers.Count > MostOfStep) return Wrong($"Step {step.Number} has more than {MostOfStep} items.");
            if (numbers.FindIndex(n => n < 1 || n > items.Count) is >= 0 and var unknown) return Wrong($"There is no item {numbers[unknown]}.");
            if (numbers.Find(n => !step.Candidates.Contains(items[n - 1])) is var astray and not 0) return Wrong($"Item {astray} may not go to the channels of step {step.Number}.");
            if (outline.IsSeries && numbers.Find(n => !taken.Add(items[n - 1].Key)) is var twice and not 0) return Wrong($"Item {twice} stands in two steps.");
            planned.Add(new(step, [.. numbers.Select(n => items[n - 1])]));
        }
        return new(planned, null);
    }

    static ModelReading<IReadOnlyList<PlannedStep>> Wrong(string sentence) => new(null, sentence);
}

/// <summary>What a model answers where it was to plan; nothing of it is trusted.</summary>
sealed record PlanAnswer(IReadOnlyList<PlanAnswerStep>? Steps)
{
    public static JsonElement Schema { get; } = Shape.Object(("steps", Shape.List(Shape.Strict(("step", Shape.Of("integer")), ("items", Shape.List(Shape.Of("integer")))))));
}

/// <summary>The numbers of the items of a step.</summary>
sealed record PlanAnswerStep(int Step, IReadOnlyList<int>? Items);

/// <summary>Reads plans without reflection, however a model spells their fields.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.AllowReadingFromString, AllowTrailingCommas = true)]
[JsonSerializable(typeof(PlanAnswer))]
sealed partial class PlanJson : JsonSerializerContext;
