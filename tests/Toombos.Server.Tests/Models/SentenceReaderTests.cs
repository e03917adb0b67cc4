using CsCheck;
using Toombos.Server.Features.Writing.Modelling;

namespace Toombos.Server.Tests.Models;

/// <summary>Sentences of an answer are read while it comes, in whatever pieces.</summary>
public sealed class SentenceReaderTests
{
    static string Answer(IEnumerable<string> texts) => ModelStage.Post([.. texts]);

    static List<string> Read(string answer, IReadOnlyList<int> cuts)
    {
        var (reader, found, at) = (new SentenceReader(), new List<string>(), 0);
        foreach (var cut in cuts.Where(c => c < answer.Length).Distinct().Order().Append(answer.Length))
        {
            found.AddRange(reader.Read(answer[at..cut]).Select(s => s.Text));
            at = cut;
        }
        return found;
    }

    [Fact]
    public void Whatever_the_pieces_each_sentence_comes_once_and_whole() =>
        Gen.Select(Gen.String[Gen.Char["aé\"\\{}[]\nß: ,"], 0, 20].Array[1, 6], Gen.Int[0, 400].Array[0, 30]).Sample((texts, cuts) =>
        {
            var whole = texts.Select(t => t + "😀").ToList();
            Assert.Equal(whole, Read("Sure!\n```json\n" + Answer(whole) + "\n```", cuts));
        });

    [Fact]
    public void A_sentence_comes_when_it_is_closed_and_with_what_it_belongs_to()
    {
        var reader = new SentenceReader();
        Assert.Empty(reader.Read("""{"parts":[{"role":"subject","post":0,"sentences":[{"text":"A hull","blocks":[1, 2]"""));
        var first = Assert.Single(reader.Read("}]},"));
        Assert.Equal((0, "subject", "A hull"), (first.Part, first.Role, first.Text));
        Assert.Equal([1, 2], first.Blocks);
        var second = Assert.Single(reader.Read("""{"role":"paragraph","post":3,"sentences":[{"blocks":[7],"text":"It floats."}"""));
        Assert.Equal((1, "paragraph", 3), (second.Part, second.Role, second.Post));
    }

    [Fact]
    public void What_is_no_json_gives_nothing_and_does_no_harm()
    {
        var reader = new SentenceReader();
        Assert.Empty(reader.Read("{oh dear} "));
        Assert.Empty(reader.Read(Answer(["It floats."])));
    }
}
