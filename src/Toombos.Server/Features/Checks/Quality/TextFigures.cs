using System.Collections.Frozen;
using Toombos.Client.Checks;
using Toombos.Server.Features.Checks.Rules;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Checks.Quality;

/// <summary>What one sentence adds to the figures.</summary>
sealed record SentenceFigures(PlacedSentence Sentence, int Words, int Letters, int Syllables, int Complex, int Long, bool Passive)
{
    /// <summary>How hard it is to read beside its neighbours: long sentences of long words first.</summary>
    public double Hardness => Words + 10.0 * Complex / Math.Max(1, Words) * Math.Min(Words, 20) / 4;
}

/// <summary>Counts words, letters and syllables of running text, sentence by sentence.</summary>
sealed class TextFigures
{
    sealed record PassiveData(string[] Be, string[] Participles);
    sealed record FigureData(PassiveData Passive);

    static readonly FigureData Data = CheckData.Read<FigureData>("quality");
    static readonly FrozenSet<string> Be = Data.Passive.Be.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    static readonly FrozenSet<string> Participles = Data.Passive.Participles.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public TextFigures(DraftView draft) : this(draft.Body, draft.Content.Language) { }

    public TextFigures(IReadOnlyList<PlacedSentence> body, string language)
    {
        Language = language;
        Sentences = [.. body.Select(s => Of(s, Language)).Where(f => f.Words > 0)];
        Words = Sentences.Sum(s => s.Words);
        Letters = Sentences.Sum(s => s.Letters);
        Syllables = Sentences.Sum(s => s.Syllables);
        Complex = Sentences.Sum(s => s.Complex);
        Long = Sentences.Sum(s => s.Long);
        Passive = Sentences.Count(s => s.Passive);
    }

    public string Language { get; }
    public IReadOnlyList<SentenceFigures> Sentences { get; }
    public int Words { get; }
    public int Letters { get; }
    public int Syllables { get; }

    /// <summary>Words of many syllables: three in English, four in languages that build longer ones.</summary>
    public int Complex { get; }

    /// <summary>Words of more than six letters.</summary>
    public int Long { get; }
    public int Passive { get; }

    public double WordsPerSentence => Sentences.Count == 0 ? 0 : (double)Words / Sentences.Count;
    public double Share(int count) => Words == 0 ? 0 : (double)count / Words;

    public SentenceFigures? Hardest => Sentences.MaxBy(s => s.Hardness);
    public SentenceFigures? Longest => Sentences.MaxBy(s => s.Words);

    static SentenceFigures Of(PlacedSentence sentence, string language)
    {
        var words = Platform.Text.Words.Of(sentence.Text);
        int letters = 0, syllables = 0, complex = 0, long_ = 0;
        var many = language == "en" ? 3 : 4;
        foreach (var word in words)
        {
            var count = Quality.Syllables.In(word, language);
            syllables += count;
            letters += word.Length;
            if (count >= many) complex++;
            if (word.Length > 6) long_++;
        }
        return new(sentence, words.Count, letters, syllables, complex, long_, language == "en" && IsPassive(words));
    }

    /// <summary>English: a form of be, then a participle within two words.</summary>
    static bool IsPassive(IReadOnlyList<string> words)
    {
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (!Be.Contains(words[i])) continue;
            for (var j = i + 1; j <= i + 2 && j < words.Count; j++)
                if (Participles.Contains(words[j]) || (words[j].Length > 4 && words[j].EndsWith("ed", StringComparison.OrdinalIgnoreCase))) return true;
        }
        return false;
    }
}
