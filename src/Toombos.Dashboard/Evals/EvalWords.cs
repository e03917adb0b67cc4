using System.Globalization;
using Toombos.Client.Evals;
using Toombos.Dashboard.Models;
using static MudBlazor.Icons.Material;

namespace Toombos.Dashboard.Evals;

/// <summary>Runs over the golden set, what they measure and what came of it, as people read it.</summary>
static class EvalWords
{
    public const string Path = ModelWords.Path + "/evaluations";

    public static string PathOf(EvalRun run) => $"{Path}/{run.Id}";

    public static (string Tone, string Icon, string Word) Sign(EvalState state) => state switch
    {
        EvalState.Waiting => ("pending", Outlined.HourglassEmpty, "Waiting"),
        EvalState.Running => ("running", Outlined.HourglassTop, "Running"),
        EvalState.Stopped => ("cancelled", Outlined.StopCircle, "Stopped"),
        EvalState.Failed => ("failed", Outlined.ErrorOutline, "Failed"),
        _ => ("done", Outlined.CheckCircle, "Finished"),
    };

    public static (string Tone, string Icon, string Word) Sign(EvalVerdict verdict) => verdict switch
    {
        EvalVerdict.Better => ("done", Outlined.TrendingUp, "Better"),
        EvalVerdict.Worse => ("failed", Outlined.TrendingDown, "Worse"),
        _ => ("", Outlined.TrendingFlat, "Same"),
    };

    public static bool IsUnderWay(EvalRun run) => run.State is EvalState.Waiting or EvalState.Running;

    /// <summary>What is tried.</summary>
    public static string Of(EvalCandidate? candidate) =>
        string.Join(", ", new[] { candidate?.Model is { } model ? $"the model {model.Name}" : null, candidate?.Prompt is { } prompt ? $"another text of the prompt {prompt.Name}" : null, candidate?.Voice is { } voice ? $"the voice {voice.Replace('_', ' ')}" : null }.OfType<string>()) is { Length: > 0 } tried
            ? tried : "how things are now";

    public static string TitleOf(EvalRun run)
    {
        var title = run.Title ?? Of(run.Candidate);
        return title.Length == 0 ? title : char.ToUpperInvariant(title[0]) + title[1..];
    }

    public static string Of(EvalMeasureKind kind) => kind switch
    {
        EvalMeasureKind.Written => "Texts written", EvalMeasureKind.Contradicted => "Contradicted claims", EvalMeasureKind.Unsupported => "Unsupported claims", EvalMeasureKind.WithinLimits => "Within limits",
        EvalMeasureKind.Quality => "Quality", EvalMeasureKind.Voice => "Voice", EvalMeasureKind.Cost => "Cost of a text", _ => "Time of a text",
    };

    public static string Means(EvalMeasureKind kind) => kind switch
    {
        EvalMeasureKind.Written => "Cases for which a model gave a text that can be used.",
        EvalMeasureKind.Contradicted => "The source says something else. Fewer are better.",
        EvalMeasureKind.Unsupported => "The source says nothing of the kind. Fewer are better.",
        EvalMeasureKind.WithinLimits => "Texts that their channel accepts as they are.",
        EvalMeasureKind.Quality => "On average, of 100.",
        EvalMeasureKind.Voice => "How well the rules of the voice are kept, of 100.",
        EvalMeasureKind.Cost => "Of those that had to be asked for. It decides nothing.",
        _ => "Of those that had to be asked for. It decides nothing.",
    };

    public static string Figure(EvalMeasureKind kind, double? value) => value is not { } figure ? "–" : kind switch
    {
        EvalMeasureKind.Cost => ModelWords.Dollars((decimal)figure),
        EvalMeasureKind.Seconds => Design.Words.Took(TimeSpan.FromSeconds(figure)),
        _ => figure.ToString("0.#", CultureInfo.InvariantCulture),
    };
}
