using System.Text.Json;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Models;

namespace Toombos.Server.Features.Writing.Modelling.Opinions;

/// <summary>The sentences of a draft under numbers, as a model is asked about them, and what it says of them.</summary>
sealed class JudgedSentences
{
    const int MostRemarks = 100, LongestReason = 300;

    readonly List<SentencePlace> _places = [];

    public JudgedSentences(DraftContent content, NumberedBlocks blocks) => Shown =
    [
        .. from part in content.Parts.Index()
           where part.Item.Role is not (PartRole.Hashtags or PartRole.Code or PartRole.SubjectAlternative)
           from sentence in part.Item.Sentences.Index()
           where sentence.Item.Text.Length > 0 && sentence.Item.Origin != SentenceOrigin.Template
           select Show(sentence.Item, new(part.Index, sentence.Index), blocks),
    ];

    /// <summary>The shape that models are held to.</summary>
    public static JsonElement Schema { get; } = Shape.Object(("remarks", Shape.List(Shape.Strict(
        ("sentence", Shape.Of("integer")), ("verdict", Shape.OneOf(Enum.GetValues<RemarkVerdict>().Select(WordOf))), ("reason", Shape.Of("string")), ("blocks", Shape.List(Shape.Of("integer")))))));

    public IReadOnlyList<object> Shown { get; }

    /// <summary>Remarks on sentences that there are, in their order; of several on one the first.</summary>
    public ModelReading<IReadOnlyList<Remark>> Read(string text, NumberedBlocks blocks)
    {
        if (LooseJson.Read(text, WrittenJson.Default.OpinionAnswer) is not { Remarks: { } remarks }) return new(null, "There is no JSON object with remarks.");
        return new([.. remarks.Where(r => r.Sentence > 0 && r.Sentence <= _places.Count && r.Verdict is not null).DistinctBy(r => r.Sentence).OrderBy(r => r.Sentence).Take(MostRemarks).Select(r => RemarkOf(r, blocks)).OfType<Remark>()], null);
    }

    Remark? RemarkOf(WrittenRemark written, NumberedBlocks blocks) =>
        Enum.TryParse<RemarkVerdict>(written.Verdict, ignoreCase: true, out var verdict) && Enum.IsDefined(verdict)
            ? new(_places[written.Sentence - 1], verdict, TextCut.AtWord(WrittenDraft.Clean(written.Reason), LongestReason), blocks.IdsOf(written.Blocks ?? [])) : null;

    object Show(DraftSentence sentence, SentencePlace at, NumberedBlocks blocks)
    {
        _places.Add(at);
        return new { n = _places.Count, text = sentence.Text, blocks = blocks.NumbersOf(sentence.Blocks) };
    }

    static string WordOf(RemarkVerdict verdict) => JsonNamingPolicy.CamelCase.ConvertName(verdict.ToString());
}

/// <summary>What a model answers where it was asked for its opinion.</summary>
sealed record OpinionAnswer(IReadOnlyList<WrittenRemark>? Remarks);

/// <summary>A remark as a model wrote it; nothing of it is trusted.</summary>
sealed record WrittenRemark(int Sentence, string? Verdict, string? Reason, IReadOnlyList<int>? Blocks);
