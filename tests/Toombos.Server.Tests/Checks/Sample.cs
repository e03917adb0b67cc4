using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks;

namespace Toombos.Server.Tests.Checks;

/// <summary>Small items and drafts to check, made by hand so that the checks stand alone.</summary>
static class Sample
{
    public static readonly Brand Brand = new() { Name = "Tidewater Kayaks" };

    public static Block Block(string id, string text) => new() { Id = id, Kind = BlockKind.Paragraph, Text = text, Hash = "0", Line = 1, Start = 0, Length = text.Length };

    public static Item Item(string key, string title, params Block[] blocks) => new() { Key = key, Title = title, Anchor = title, Type = ItemType.Update, Line = 1, Blocks = blocks };

    public static DraftPart Part(PartRole role, string text, SentenceOrigin origin = SentenceOrigin.Edited, params string[] blocks) =>
        new() { Role = role, Sentences = [new(text, origin, blocks)] };

    public static DraftContent Draft(string language, params DraftPart[] parts) => new() { Language = language, Parts = parts };

    public static CheckInput Input(string channel, DraftContent content, params Item[] items) =>
        new() { Channel = ChannelKinds.Find(channel)!, Content = content, Items = items, Brand = Brand, Voice = "professional" };

    public static CheckReport Check(string channel, DraftContent content, params Item[] items) => DraftChecks.Run(Input(channel, content, items));

    /// <summary>One edited sentence held against one block.</summary>
    public static IReadOnlyList<Claim> Claims(string language, string source, string sentence, string title = "")
    {
        var item = Item("item", title, Block("b1", source));
        return Check("web", Draft(language, Part(PartRole.Paragraph, sentence, SentenceOrigin.Edited, "b1")), item).Claims;
    }

    public static IReadOnlyList<string> Open(string language, string source, string sentence, string title = "") =>
        [.. Claims(language, source, sentence, title).Where(c => c.IsOpen).Select(c => c.Text)];
}
