using System.ComponentModel.DataAnnotations;
using Toombos.Client.Checks;

namespace Toombos.Client.Writing;

/// <summary>How much of a text a model wrote.</summary>
public enum AiShare
{
    /// <summary>People wrote it; the built-in composer chose and shortened their sentences.</summary>
    Human,

    /// <summary>A model wrote some of it, or people changed what a model wrote.</summary>
    Assisted,

    /// <summary>A model wrote most of it.</summary>
    Generated,
}

/// <summary>How a version was written by a model.</summary>
/// <param name="Prompt">The prompt and its version, such as <c>draft@1</c>.</param>
/// <param name="Cost">In US dollars.</param>
/// <param name="Refusals">Why models that were asked before did not write it, as sentences.</param>
public sealed record ModelWriting(string Model, string Prompt, decimal Cost, IReadOnlyList<string> Refusals);

/// <summary>Has a model write a draft anew.</summary>
public sealed record WriteDraftRequest
{
    /// <summary>Asks again although the same was answered before; costs again.</summary>
    public bool Fresh { get; init; }

    /// <summary>What kind of text it is to be: a prompt of kind <c>brief</c> without the beginning, such as <c>weekly-update</c>. What suits the channel when left out.</summary>
    [StringLength(100)] public string? Brief { get; init; }
}

/// <summary>What having models write a piece may cost, before anything is written.</summary>
/// <param name="Models">Those that would be asked first.</param>
/// <param name="Most">In US dollars.</param>
/// <param name="Usual">From what such calls did cost, in US dollars; null where too little is known.</param>
public sealed record PieceEstimate(IReadOnlyList<string> Models, int Drafts, decimal Most, decimal? Usual);

/// <summary>Has a model rewrite parts of a draft.</summary>
public sealed record RefineRequest
{
    /// <summary>The version that is rewritten; 409 when there is a newer one.</summary>
    [Range(1, int.MaxValue)] public required int BaseVersion { get; init; }

    /// <summary>A prompt of kind <c>refine</c> without the beginning, such as <c>shorten</c>, <c>translate</c> or <c>custom</c>.</summary>
    [Required, StringLength(100, MinimumLength = 1)] public required string Kind { get; init; }

    /// <summary>Places of the parts, from 0; all that hold text when left out.</summary>
    [MaxLength(200)] public IReadOnlyList<int>? Parts { get; init; }

    /// <summary>What is to be changed, for <c>custom</c>.</summary>
    [StringLength(1000)] public string? Instruction { get; init; }

    /// <summary>Two-letter language, for <c>translate</c>.</summary>
    [RegularExpression("^[a-z]{2}$", ErrorMessage = "A language is written as two letters, such as de.")] public string? Language { get; init; }

    /// <summary>Asks again although the same was answered before; costs again.</summary>
    public bool Fresh { get; init; }
}

/// <summary>What a model would make of a draft. Nothing is saved until it is accepted.</summary>
/// <param name="ContentHash">What to accept it by.</param>
/// <param name="Changed">Places of the parts that differ, from 0.</param>
public sealed record RefineProposal(int BaseVersion, string ContentHash, DraftContent Content, EditableDraft Editable, CheckReport Checks, IReadOnlyList<int> Changed, ModelWriting Writing);

/// <summary>Makes a proposal the newest version.</summary>
public sealed record AcceptRefineRequest
{
    /// <summary>What was asked.</summary>
    [Required] public required RefineRequest Refine { get; init; }

    /// <summary>Hash of the proposal that was seen.</summary>
    [Required, StringLength(64, MinimumLength = 64)] public required string ContentHash { get; init; }
}

/// <summary>Has a model suggest subject lines, calls to action, hashtags, alt texts and the like.</summary>
public sealed record SuggestRequest
{
    /// <summary>A prompt of kind <c>suggest</c> without the beginning, such as <c>subject-benefit</c>, <c>call-to-action</c>, <c>hashtags</c>.</summary>
    [Required, StringLength(100, MinimumLength = 1)] public required string Kind { get; init; }
    [Range(1, 10)] public int Count { get; set; } = 5;
    public bool Fresh { get; init; }
}

/// <summary>What a model suggests. Nothing is saved.</summary>
/// <param name="Field">What they are for: subject, preview-text, seo-title, seo-description, heading, tag, call-to-action or alt.</param>
public sealed record Suggestions(string Field, IReadOnlyList<WrittenSuggestion> Items, ModelWriting Writing);

/// <summary>One suggestion.</summary>
/// <param name="Blocks">The blocks that it cites.</param>
/// <param name="Problem">Why it should not be used as it is: too long, or the source does not say it; null when nothing is wrong.</param>
public sealed record WrittenSuggestion(string Text, IReadOnlyList<string> Blocks, string? Problem);

/// <summary>What a model found at fault with a sentence. Contradicted: the source says otherwise; overstated: it says less; unsupported: it does not say it.</summary>
public enum RemarkVerdict { Contradicted, Overstated, Unsupported }

/// <summary>A model's remark on a sentence.</summary>
/// <param name="Reason">Why, in its words.</param>
/// <param name="Blocks">Ids of the blocks that it points at.</param>
public sealed record Remark(SentencePlace At, RemarkVerdict Verdict, string Reason, IReadOnlyList<string> Blocks);

/// <summary>A model's opinion of one version: advice beside the checks; nothing hangs on it.</summary>
/// <param name="Remarks">On sentences that it found at fault; empty where it found none.</param>
/// <param name="Sentences">How many it was asked about.</param>
public sealed record Opinion(IReadOnlyList<Remark> Remarks, int Sentences, ModelWriting Writing, DateTimeOffset At);

/// <summary>What a prompt is for.</summary>
public enum PromptKind
{
    /// <summary>The frame of a question.</summary>
    Base,

    /// <summary>What kind of text a draft is to be.</summary>
    Brief,

    /// <summary>How a part is to be rewritten.</summary>
    Refine,

    /// <summary>What is to be suggested.</summary>
    Suggest,

    /// <summary>What a variant of a draft puts first.</summary>
    Angle,
}

/// <summary>What models are told to do, and the workspace's own text in place of it.</summary>
public sealed record Prompt
{
    public required string Name { get; init; }
    public required int Version { get; init; }
    public required PromptKind Kind { get; init; }

    /// <summary>Kind of channel or family that it is for; null for all.</summary>
    public string? For { get; init; }
    public required string Title { get; init; }
    public required string Description { get; init; }

    /// <summary>Names of its places, which are written <c>{{name}}</c>.</summary>
    public required IReadOnlyList<string> Parameters { get; init; }
    public required string Text { get; init; }
    public OwnPrompt? Own { get; init; }
}

/// <summary>A workspace's own text of a prompt.</summary>
/// <param name="Version">Version of ours that it was written in place of; when ours is newer, it is worth a look.</param>
/// <param name="Base">Ours as it was then.</param>
/// <param name="InUse">False where ours has other places by now: until the text is mended, models are told ours.</param>
/// <param name="By">Who wrote it.</param>
public sealed record OwnPrompt(string Text, int Version, string Base, bool InUse, string By, DateTimeOffset At);

/// <summary>Puts a text of one's own in the place of a prompt. All its places have to stay.</summary>
public sealed record SetPromptRequest
{
    [Required, StringLength(10_000, MinimumLength = 1)] public required string Text { get; init; }
}

/// <summary>Asks what a model would be told by a prompt. Nobody is asked, and nothing is saved.</summary>
public sealed record PreviewPromptRequest
{
    /// <summary>The draft whose document, channel and voice fill the places.</summary>
    [Required] public required Guid DraftId { get; init; }

    /// <summary>A text that is not saved yet; what the workspace uses when left out.</summary>
    [StringLength(10_000, MinimumLength = 1)] public string? Text { get; init; }
}

/// <summary>What a model would be told.</summary>
/// <param name="Prompt">The prompts that it comes from, with their versions.</param>
/// <param name="System">What it is to do, with all places filled.</param>
/// <param name="Message">What it is to do it with, as JSON.</param>
/// <param name="Blocks">The document as it would be shown.</param>
/// <param name="Withheld">How many blocks read like instructions to a model, and would not be shown.</param>
/// <param name="InputTokens">How long the question would be at most.</param>
public sealed record PromptPreview(string Prompt, string System, string Message, IReadOnlyList<PromptBlock> Blocks, int Withheld, int InputTokens);

/// <summary>A block of the document under the number by which a model would cite it.</summary>
/// <param name="Item">Title of its item.</param>
public sealed record PromptBlock(int Number, string Item, string Kind, string Text);

/// <summary>A sentence that a model has just written. It is saved, checked and cleaned only when all is written.</summary>
/// <param name="Number">From 1, over all tries.</param>
/// <param name="Try">With a higher number than before, what was written before is void.</param>
/// <param name="Post">Number of the post in a thread, from 1; 0 elsewhere.</param>
/// <param name="Part">Place of its paragraph among the written ones, from 0.</param>
/// <param name="Blocks">The blocks that it cites.</param>
public sealed record LiveSentence(int Number, int Try, PartRole Role, int Post, int Part, string Text, IReadOnlyList<string> Blocks);
