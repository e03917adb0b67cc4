using Toombos.Client.Checks;
using Toombos.Client.Stale;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>A sentence at fault, with the line of the source that it was taken from.</summary>
/// <param name="Changed">Ids of the changed texts that it rests on.</param>
/// <param name="Text">The changed text that its words come from; null for one that only belongs to what goes.</param>
/// <param name="Line">The line of that text.</param>
/// <param name="Successor">The line that took its place; null where nothing does.</param>
sealed record StaleSpot(SentencePlace At, StaleReason Reason, IReadOnlyList<string> Changed, SourceText? Text, string? Line, string? Successor);

/// <summary>What is at fault in a draft, and which sentences only have to cite another block for the same words.</summary>
sealed record Staleness(IReadOnlyList<StaleSpot> Spots, IReadOnlyDictionary<SentencePlace, IReadOnlyList<string>> Recited)
{
    public static Staleness None { get; } = new([], new Dictionary<SentencePlace, IReadOnlyList<string>>());
}
