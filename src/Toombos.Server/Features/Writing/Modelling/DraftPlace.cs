using Toombos.Client.Writing;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Where a draft stands among others that belong together, and what those before it say.</summary>
sealed record DraftPlace(string Chain, string Step, string Purpose, int Number, int Of, IReadOnlyList<EarlierText> Earlier);

/// <summary>What a draft of an earlier step says: enough not to say it again. It has no numbers, so no model can cite it.</summary>
sealed record EarlierText(int Step, string Channel, string Title, IReadOnlyList<string> Says)
{
    const int MostSentences = 3, LongestSentence = 200, LongestTitle = 200;

    public static EarlierText Of(int step, string channel, ChannelFamily family, DraftContent content)
    {
        var said = content.Body.Where(p => p.Role is PartRole.Intro or PartRole.Heading or PartRole.Paragraph or PartRole.ListItem or PartRole.Quote).SelectMany(p => p.Sentences)
            .Where(s => s.Origin != SentenceOrigin.Template && !Instructions.IsOne(s.Text)).Select(s => CreatePiece.Short(s.Text, LongestSentence));
        var title = CreatePiece.Short(CreatePiece.TitleOf(content, family), LongestTitle);
        return new(step, channel, Instructions.IsOne(title) ? "" : title, [.. said.Take(MostSentences)]);
    }

    /// <summary>The longest that one can be: what an estimate reckons with.</summary>
    public static EarlierText Longest(int step, string channel) => new(step, channel, new('x', LongestTitle), [.. Enumerable.Repeat(new string('x', LongestSentence), MostSentences)]);
}
