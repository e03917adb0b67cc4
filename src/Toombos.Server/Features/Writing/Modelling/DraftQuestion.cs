using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Models;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Asks for a draft: the channel's limits and the brand's voice as what to do, the document as numbered blocks to do it with.</summary>
static class DraftQuestion
{
    const int TokensOfAnswer = 4_000, TokensOfPost = 1_500;
    static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly Dictionary<ChannelFamily, PartRole[]> Roles = new()
    {
        [ChannelFamily.Email] = [PartRole.Subject, PartRole.PreviewText, PartRole.Intro, PartRole.Heading, PartRole.Paragraph, PartRole.ListItem, PartRole.Quote],
        [ChannelFamily.Web] = [PartRole.Title, PartRole.Excerpt, PartRole.SeoTitle, PartRole.SeoDescription, PartRole.Heading, PartRole.Paragraph, PartRole.ListItem, PartRole.Quote],
        [ChannelFamily.Social] = [PartRole.Paragraph],
    };

    public static IReadOnlyList<PartRole> RolesOf(ChannelFamily family) => Roles[family];

    public static ModelQuestion Of(OpenDraft open, NumberedBlocks blocks)
    {
        var (family, prompt) = (open.Channel.Family, Prompt.Of("draft"));
        var system = prompt.With(new Dictionary<string, string>
        {
            ["brand"] = open.Brand.Name, ["channel"] = open.Channel.Name, ["language"] = open.Version.Content.Language, ["voice"] = open.Piece.Voice.Replace('_', ' '),
            ["limits"] = LimitsOf(open.Channel), ["roles"] = string.Join(", ", RolesOf(family).Select(WrittenAnswer.WordOf)), ["people"] = family == ChannelFamily.Email ? "subscribers of a newsletter" : "anybody",
        });
        var user = JsonSerializer.Serialize(new { document = blocks.Shown }, Plain);
        return new(ModelPurpose.Draft, prompt.Id, system, user) { MaxOutputTokens = family == ChannelFamily.Social ? TokensOfPost : TokensOfAnswer, Schema = WrittenAnswer.SchemaFor(RolesOf(family)), DraftId = open.Draft.Id };
    }

    /// <summary>The truth table in words. It is held to afterwards whatever the model makes of it.</summary>
    static string LimitsOf(ChannelKind channel) => string.Join(" ", channel.Limits.Where(l => l.Of is "post" or "subject" or "preview-text" or "title" or "excerpt" or "seo-title" or "seo-description" or "thread")
        .GroupBy(l => l.Of, StringComparer.Ordinal).Select(g => string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(g.Key[0])}{g.Key[1..].Replace('-', ' ')}: at most {g.Min(l => l.Max)} {g.First().Unit.ToString().ToLowerInvariant()}.")));
}
