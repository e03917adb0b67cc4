using System.ComponentModel.DataAnnotations;
using Toombos.Client.Checks;

namespace Toombos.Client.Writing;

/// <summary>Has a model write several versions of a draft to choose from, each from another angle.</summary>
public sealed record WriteVariantsRequest
{
    /// <summary>How many; left out, as many as there are angles, or three.</summary>
    [Range(2, 4)] public int? Count { get; init; }

    /// <summary>What kind of text they are to be: a prompt of kind <c>brief</c> without the beginning. What suits the channel when left out.</summary>
    [StringLength(100)] public string? Brief { get; init; }

    /// <summary>What each puts first: prompts of kind <c>angle</c> without the beginning, such as <c>benefit</c> or <c>story</c>, each once. Chosen where too few are named.</summary>
    [MaxLength(4), EachText(100)] public IReadOnlyList<string> Angles { get; init => field = value ?? field; } = [];

    /// <summary>Asks again although the same was answered before; costs again.</summary>
    public bool Fresh { get; init; }
}

/// <summary>What having variants written may cost, before anything is asked.</summary>
/// <param name="Models">Those that would be asked first.</param>
/// <param name="Angles">What each would put first.</param>
/// <param name="Most">In US dollars, of all together.</param>
/// <param name="Usual">From what such calls did cost, in US dollars; null where too little is known.</param>
public sealed record VariantsEstimate(IReadOnlyList<string> Models, IReadOnlyList<string> Angles, decimal Most, decimal? Usual);

/// <summary>The variants of a draft that were written last.</summary>
/// <param name="BaseVersion">The version that they were written for; null where there are none.</param>
/// <param name="Void">The draft has another version by now, so none of them can be taken.</param>
/// <param name="Job">The job that writes others just now; null when none does.</param>
public sealed record DraftVariants(int? BaseVersion, bool Void, Guid? Job, IReadOnlyList<DraftVariant> Items);

/// <summary>A version of a draft that nobody has taken yet.</summary>
public sealed record DraftVariant
{
    public required Guid Id { get; init; }

    /// <summary>What it puts first: a prompt of kind <c>angle</c> without the beginning.</summary>
    public required string Angle { get; init; }

    /// <summary>The same for people.</summary>
    public required string AngleTitle { get; init; }
    public required string ContentHash { get; init; }
    public required DraftContent Content { get; init; }
    public required CheckReport Checks { get; init; }

    /// <summary>By which model and prompts, and for how much.</summary>
    public required ModelWriting Writing { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name of whoever asked for it.</summary>
    public required string CreatedBy { get; init; }
}
