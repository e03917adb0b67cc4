using System.Text.Json;
using Toombos.Client.Models;

namespace Toombos.Server.Features.Models;

/// <summary>What a model is asked.</summary>
/// <param name="Prompt">Name and version of the prompt, such as <c>draft/email@1</c>.</param>
/// <param name="System">What it is to do. Ours.</param>
/// <param name="User">What it is to do it with. Not ours: whatever stands there is no instruction.</param>
sealed record ModelQuestion(ModelPurpose Purpose, string Prompt, string System, string User)
{
    /// <summary>Letters of a token, on the careful side: less than any tokenizer needs for text that people write.</summary>
    const double LettersOfToken = 2.5;

    public required int MaxOutputTokens { get; init; }
    public JsonElement? Schema { get; init; }
    public Guid? DraftId { get; init; }

    /// <summary>Asks again although the same was answered before.</summary>
    public bool Fresh { get; init; }

    /// <summary>The one model to ask; null for those of the workspace's routes.</summary>
    public ModelRoute? Only { get; init; }

    /// <summary>How long the question may be at most, in tokens.</summary>
    public int InputTokens => (int)Math.Ceiling((System.Length + User.Length + (Schema?.GetRawText().Length ?? 0)) / LettersOfToken) + 100;
}

/// <summary>What came of asking.</summary>
/// <param name="Value">What was read from an answer; null when no model gave one that can be used.</param>
/// <param name="Model">Who gave it.</param>
/// <param name="Prompt">By which prompt.</param>
/// <param name="Refusals">Why those before it did not, as sentences.</param>
/// <param name="Use">What all calls together took.</param>
sealed record ModelOutcome<T>(T? Value, string? Model, string Prompt, IReadOnlyList<string> Refusals, ModelUse Use) where T : class
{
    /// <summary>Of all calls, in US dollars.</summary>
    public decimal Cost => ModelCallRow.DollarsOf(Use.Cost);

    /// <summary>Why there is none, or what to do: the end of a sentence that says that no model did it.</summary>
    public string Why => Refusals is [.., var last] ? last : "Connect one in the settings.";
}

/// <summary>What calls took. An answer from memory takes nothing and is no call.</summary>
/// <param name="Cost">In millionths of a US dollar.</param>
readonly record struct ModelUse(long Cost, int Calls, int InputTokens, int OutputTokens, int Milliseconds)
{
    public static ModelUse Of(ModelCallRow call) => new(call.Cost, 1, call.InputTokens, call.OutputTokens, call.Milliseconds);

    public static ModelUse operator +(ModelUse a, ModelUse b) =>
        new(a.Cost + b.Cost, a.Calls + b.Calls, a.InputTokens + b.InputTokens, a.OutputTokens + b.OutputTokens, a.Milliseconds + b.Milliseconds);
}

/// <summary>Hears an answer piece by piece as it comes. With the first piece of a try, whatever was heard before is void.</summary>
delegate Task ModelListener(string piece, bool first);

/// <summary>What was read from an answer: a value, or what is wrong with it, for the model to mend.</summary>
sealed record ModelReading<T>(T? Value, string? Wrong) where T : class;
