using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks;

namespace Toombos.Benchmarks;

/// <summary>A sentence written from a source text, with the verdict that a careful reader gives it, and what it turns on.</summary>
sealed record LabelledSentence(string Language, string Source, ClaimVerdict Verdict, string Kind, string Text)
{
    public bool IsPlanted => Verdict != ClaimVerdict.Supported;

    /// <summary>Claims of the sentence that stand against it.</summary>
    public IReadOnlyList<Claim> Open { get; } = OpenClaims(Language, Source, Text);

    /// <summary>What the checks say of the sentence: its worst claim.</summary>
    public ClaimVerdict Judged => Open.Any(c => c.Verdict == ClaimVerdict.Contradicted) ? ClaimVerdict.Contradicted : Open.Count > 0 ? ClaimVerdict.Unsupported : ClaimVerdict.Supported;
    public bool IsFlagged => Judged != ClaimVerdict.Supported;

    static IReadOnlyList<Claim> OpenClaims(string language, string source, string text)
    {
        var block = new Block { Id = "source", Kind = BlockKind.Paragraph, Text = source, Hash = "0", Line = 1, Start = 0, Length = source.Length };
        var report = DraftChecks.Run(new()
        {
            Channel = ChannelKinds.Find("web")!, Brand = new() { Name = "Toombos" }, Voice = "professional",
            Content = new() { Language = language, Parts = [new() { Role = PartRole.Paragraph, Sentences = [new(text, SentenceOrigin.Edited, [block.Id])] }] },
            Items = [new() { Key = "item", Title = "", Anchor = "", Type = ItemType.Update, Line = 1, Blocks = [block] }],
        });
        return [.. report.Claims.Where(c => c.IsOpen)];
    }
}

/// <summary>How well planted errors are found. Precision: how many of the flagged sentences are wrong indeed. Recall: how many of the wrong ones are flagged.</summary>
sealed record ClaimScore(string Of, int Sentences, int Planted, double Precision, double Recall);

/// <summary>Reads labelled sentences and scores the checks on them.</summary>
static class ClaimScores
{
    /// <summary>A row with two columns is a source: language and text. Rows under it begin with an empty column: verdict, kind, sentence.</summary>
    public static IReadOnlyList<LabelledSentence> Read(string path)
    {
        var sentences = new List<LabelledSentence>();
        string[] source = [];
        foreach (var row in File.ReadLines(path).Select(line => line.Split('\t')))
        {
            if (row[0].Length > 0) source = row;
            else sentences.Add(new(source[0], source[1], Enum.Parse<ClaimVerdict>(row[1], ignoreCase: true), row[2], row[3]));
        }
        return sentences;
    }

    public static IEnumerable<ClaimScore> By(IEnumerable<LabelledSentence> sentences, Func<LabelledSentence, string> of) =>
        sentences.GroupBy(of).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Of(g.Key, g, s => s.IsPlanted, s => s.IsFlagged));

    /// <summary>The verdict "contradicted" by itself, among planted errors: said where it should be, and nowhere else.</summary>
    public static ClaimScore Contradicted(IEnumerable<LabelledSentence> sentences) =>
        Of("said to be contradicted", sentences, s => s.Verdict == ClaimVerdict.Contradicted, s => s.Judged == ClaimVerdict.Contradicted);

    static ClaimScore Of(string name, IEnumerable<LabelledSentence> sentences, Func<LabelledSentence, bool> wrong, Func<LabelledSentence, bool> flagged)
    {
        var all = sentences.ToList();
        double hits = all.Count(s => wrong(s) && flagged(s));
        return new(name, all.Count, all.Count(wrong), all.Exists(s => flagged(s)) ? hits / all.Count(flagged) : 1, all.Exists(s => wrong(s)) ? hits / all.Count(wrong) : 1);
    }
}
