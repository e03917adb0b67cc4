using Toombos.Client.Documents;
using Toombos.Client.Workspaces;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Writing.Composing;
using Toombos.Server.Platform.Text;
using Toombos.Server.Tests.Architecture;

namespace Toombos.Server.Tests.Writing.Composing;

/// <summary>Requests and reading aids that the composer's tests share.</summary>
static class Compositions
{
    public static readonly IReadOnlyList<ChannelKind> Writable = [.. ChannelKinds.All.Where(k => k.Writable)];

    public static IReadOnlyList<string> Samples { get; } =
        [.. Directory.EnumerateFiles(Repository.PathOf("samples"), "*.md").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    public static ComposeRequest Sample(string file, string voice = "professional") =>
        Request(File.ReadAllText(Repository.PathOf("samples", file)), voice);

    public static ComposeRequest Request(string markdown, string voice = "professional")
    {
        var document = DocumentParser.Parse(markdown);
        return Request(document.Items, voice) with { Title = document.Title ?? "Notes of the month", Language = document.Language ?? "en" };
    }

    public static ComposeRequest Request(IReadOnlyList<Item> items, string voice = "professional") => new()
    {
        Title = "Notes of the month",
        Items = items,
        Brand = new() { Name = "Harbour House", Site = "https://harbour.example" },
        Voice = voice,
        Template = "modern",
        Language = "en",
        Channels = Writable,
    };

    public static ComposedDraft On(this IReadOnlyList<ComposedDraft> drafts, string channel) => Assert.Single(drafts, d => d.Channel == channel);

    public static ComposeRequest For(this ComposeRequest request, params string[] channels) =>
        request with { Channels = [.. channels.Select(c => ChannelKinds.Find(c)!)] };

    public static Item Item(string title, params string[] paragraphs) => new()
    {
        Key = Slug.From(title),
        Title = title,
        Anchor = title,
        Type = ItemType.Update,
        Line = 1,
        Blocks = [.. paragraphs.Select((text, i) => Block($"{Slug.From(title, 20)}-{i}", BlockKind.Paragraph, text))],
    };

    public static Block Block(string id, BlockKind kind, string text, int level = 0) =>
        new() { Id = id, Kind = kind, Text = text, Level = level, Hash = "", Line = 1, Start = 0, Length = text.Length };
}
