using Toombos.Client.Checks;

namespace Toombos.Server.Features.Checks.Quality;

/// <summary>
/// The readability formulas. Flesch ease uses the constants fitted to each language (Amstad, Kandel–Moles, Fernández Huerta,
/// Franchina–Vacca, Douma, Martins); where none are known it is derived from LIX, which counts only letters and needs no syllables.
/// </summary>
static class ReadabilityFormulas
{
    sealed record EaseData(Dictionary<string, double[]> Ease);

    static readonly Dictionary<string, double[]> Ease = CheckData.Read<EaseData>("quality").Ease;

    public static Readability Of(TextFigures text)
    {
        if (text.Words == 0) return new(0, 0, 0, 0, 0, 0, 0, 0);
        var asl = text.WordsPerSentence;
        var asw = (double)text.Syllables / text.Words;
        var lettersPerWord = (double)text.Letters / text.Words;
        return new(
            Rounded(EaseOf(text, asl, asw)),
            Rounded(.39 * asl + 11.8 * asw - 15.59),
            Rounded(.4 * (asl + 100 * text.Share(text.Complex))),
            Rounded(4.71 * lettersPerWord + .5 * asl - 21.43),
            Rounded(5.88 * lettersPerWord - 29.6 / asl - 15.8),
            Math.Round((double)text.Passive / text.Sentences.Count, 3), text.Words, text.Sentences.Count);
    }

    static double EaseOf(TextFigures text, double asl, double asw)
    {
        if (Ease.TryGetValue(text.Language, out var constants)) return constants[0] - constants[1] * asl - constants[2] * asw;
        var lix = asl + 100 * text.Share(text.Long);
        return 120 - 1.4 * lix;
    }

    static double Rounded(double value) => Math.Round(value, 1);
}
