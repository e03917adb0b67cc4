using Toombos.Client.Checks;
using Toombos.Server.Features.Checks.Rules;

namespace Toombos.Server.Features.Checks.Quality;

/// <summary>Points that a dimension loses, and what would win them back.</summary>
sealed record Loss(double Points, string Advice, SentencePlace? At = null, string? Sentence = null)
{
    public Loss(double points, string advice, PlacedSentence? sentence) : this(points, advice, sentence?.Place, sentence?.Text) { }
}
