using Toombos.Client.Checks;
using Toombos.Client.Evals;
using Toombos.Dashboard.Tests.Models;
using Toombos.Dashboard.Tests.Writing;

namespace Toombos.Dashboard.Tests.Evals;

/// <summary>A golden set and runs over it, as the API would send them.</summary>
static class EvalSamples
{
    public static readonly Guid RunId = Guid.Parse("aaaaaaaa-8888-7888-8888-888888888888"), JobId = Guid.Parse("bbbbbbbb-8888-7888-8888-888888888888"), LetterId = Guid.Parse("cccccccc-8888-7888-8888-888888888888"), PostId = Guid.Parse("dddddddd-8888-7888-8888-888888888888");

    public static EvalCase Letter { get; } = new()
    {
        Id = LetterId, Name = "Letter with figures", Channel = "email", Voice = "warm_expert", Language = "en", Items = ["New hull"], DraftId = WritingSamples.DraftId, CreatedAt = ModelSamples.At("08:00:00"), CreatedBy = "Ada",
    };

    public static EvalRun Run { get; } = new()
    {
        Id = RunId, Title = "Try the cheaper one", State = EvalState.Finished, CreatedAt = ModelSamples.At("10:00:00"), CreatedBy = "Ada", EndedAt = ModelSamples.At("10:05:00"), JobId = JobId,
        Candidate = new() { Model = new() { ProviderId = ModelSamples.HarbourId, Name = "harbour-2" } }, Cases = 2, Texts = 4, Done = 4, Cost = 0.04m, Verdict = EvalVerdict.Worse,
        Sentence = "Worse: contradicted claims 0 → 1. 1 of 2 cases became worse: Letter with figures.",
        Measures =
        [
            new(EvalMeasureKind.Written, 2, 2, EvalVerdict.Same), new(EvalMeasureKind.Contradicted, 0, 1, EvalVerdict.Worse), new(EvalMeasureKind.Quality, 78, 82.5, EvalVerdict.Better),
            new(EvalMeasureKind.Voice, null, null, null), new(EvalMeasureKind.Cost, 0.0036, 0.0007, EvalVerdict.Better),
        ],
    };

    public static EvalScore Score(string model = "harbour-1", int contradicted = 0) => new()
    {
        Written = true, Model = model, Prompt = "draft@1", Quality = 78, Dimensions = [new("clarity", 1, 80)], Supported = 3, Contradicted = contradicted, WithinLimits = true, InputTokens = 1000, OutputTokens = 200, Cost = 0.0036m, Milliseconds = 2400,
        Open = contradicted == 0 ? [] : [new("18.9 kg", ClaimVerdict.Contradicted, "19.8 kg")],
    };

    public static EvalRunDetails Details { get; } = new(Run,
    [
        new() { CaseId = LetterId, Name = "Letter with figures", Channel = "email", Verdict = EvalVerdict.Worse, Sentence = "Worse: contradicted claims 0 → 1 (“18.9 kg”, where the source says “19.8 kg”).", Baseline = Score(), Candidate = Score("harbour-2", 1) },
        new() { CaseId = PostId, Name = "Short post", Channel = "x", Verdict = EvalVerdict.Same, Sentence = "The same, within the margins.", Baseline = Score() with { Known = true, Cost = 0 }, Candidate = new() { Written = false, Problem = "harbour-2: It took longer than 120 seconds.", Prompt = "draft@1" } },
    ]);

    public static EvalTexts Texts(Guid id, string candidate = "It weighs 18.9 kg.") => new(id, "Letter with figures", "email", Text("It weighs 19.8 kg."),
        Text(candidate, WritingSamples.Claim("18.9 kg", ClaimVerdict.Contradicted) with { Evidence = new("aaaaaaaaaaaa", 0, 7, "19.8 kg") }));

    static EvalText Text(string said, params Claim[] claims) => new(WritingSamples.Content(said), WritingSamples.Checks(claims));
}
