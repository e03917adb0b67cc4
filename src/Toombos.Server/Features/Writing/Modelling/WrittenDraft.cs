using System.Text.RegularExpressions;
using Toombos.Client.Writing;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Models;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Makes a draft of what a model answered: its sentences, cleaned, in the frame of the draft that stood there before, whose greeting, links, pictures and farewell stay.</summary>
static partial class WrittenDraft
{
    const int MostParts = 200, MostSentences = 30, LongestSentence = 2_000;

    /// <summary>Roles that a model writes; whatever else a draft has is the frame.</summary>
    static bool IsFrame(PartRole role) => role is PartRole.Greeting or PartRole.CallToAction or PartRole.Closing or PartRole.Hashtags or PartRole.Image or PartRole.SubjectAlternative;

    public static ModelReading<DraftContent> Read(string text, OpenDraft open, NumberedBlocks blocks)
    {
        if (WrittenAnswer.Read(text) is not { } answer) return new(null, "There is no JSON object of the shape that was asked for.");
        var roles = Questions.RolesOf(open.Channel.Family);
        var written = answer.Parts.Take(MostParts).Select(p => PartOf(p, roles, open.Channel.Family == Connectors.Channels.ChannelFamily.Social, blocks)).OfType<DraftPart>().ToList();
        if (!written.Exists(p => p.Role >= PartRole.Intro)) return new(null, "It holds no sentence of a body.");
        if (written.SelectMany(p => p.Sentences).FirstOrDefault(s => LeadsAway(s.Text)) is { } leads) return new(null, $"The sentence \"{Short(leads.Text)}\" names an address. Leave addresses out.");
        return new(open.Version.Content with { Parts = Merge(open.Version.Content.Parts, written, open.Piece.ChainLine) }, null);
    }

    static DraftPart? PartOf(WrittenPart part, IReadOnlyList<PartRole> roles, bool social, NumberedBlocks blocks)
    {
        if (!Enum.TryParse<PartRole>(part.Role, ignoreCase: true, out var role) || !roles.Contains(role)) return null;
        var sentences = (part.Sentences ?? []).Take(MostSentences).Select(s => new DraftSentence(Clean(s.Text), SentenceOrigin.Generated, blocks.IdsOf(s.Blocks ?? [])))
            .Where(s => s.Text.Length is > 0 and <= LongestSentence).ToList();
        return sentences.Count == 0 ? null : new() { Role = role, Post = social ? Math.Max(1, part.Post) : 0, Level = role == PartRole.Heading ? 2 : 0, Sentences = sentences };
    }

    /// <summary>Fields that the model left out stay as they were; of the body everything is new but the frame, which keeps its place before and after it.</summary>
    /// <param name="line">The line that says which part of a series it is; it stays where it stands.</param>
    static IReadOnlyList<DraftPart> Merge(IReadOnlyList<DraftPart> before, List<DraftPart> written, string? line)
    {
        var fields = before.Where(p => p.Role < PartRole.Greeting).Select(p => written.Find(w => w.Role == p.Role) ?? p).ToList();
        fields.AddRange(written.Where(w => w.Role < PartRole.Greeting && fields.TrueForAll(f => f.Role != w.Role)));
        var posts = written.Select(w => w.Post).DefaultIfEmpty(0).Max();
        var frame = before.Where(p => IsFrame(p.Role) && p.Role != PartRole.SubjectAlternative).Select(p => p.Post > 0 ? p with { Post = p.Role == PartRole.Greeting ? 1 : posts } : p).ToList();
        // What stood at the end of each post of a thread stands once at the end of the new one: the last, which speaks for all.
        if (posts > 0) frame = [.. frame.GroupBy(p => p.Role).Select(g => g.Last())];
        return [.. fields, .. frame.Where(p => p.Role == PartRole.Greeting), .. before.Where(p => line is not null && p.Text == line), .. written.Where(w => w.Role >= PartRole.Greeting), .. frame.Where(p => p.Role != PartRole.Greeting)];
    }

    /// <summary>Plain text on one line, without what can't be seen.</summary>
    public static string Clean(string? text) => PlainText.Clean(text ?? "", keepLines: false).Trim();

    public static bool LeadsAway(string text) => Address().IsMatch(text);

    public static string Short(string text) => text.Length <= 80 ? text : text[..79] + "…";

    [GeneratedRegex(@"https?://|www\.|[\w.+-]+@[\w-]+\.\w", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
