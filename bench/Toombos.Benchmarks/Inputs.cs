using System.Globalization;
using System.Text;
using System.Text.Json;
using Toombos.Client.Documents;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Rendering;
using Toombos.Server.Features.Writing.Composing;

namespace Toombos.Benchmarks;

/// <summary>What the figures are measured on: the sample, and a document of a thousand items.</summary>
static class Inputs
{
    static readonly string[] Things = ["rudder", "workshop", "booking page", "paddle", "drying room", "harbour map", "repair kit"];
    static readonly string[] Places = ["Orust", "Bergen", "Aarhus", "Kiel", "Brest"];
    static readonly string[] Names = ["Maja Lind", "Per Olsen", "Ines Duarte"];

    public static readonly Brand Brand = new() { Name = "Tidewater Kayaks", Site = "https://tidewater.example" };
    public static readonly IReadOnlyList<ChannelKind> Channels = [.. ChannelKinds.All.Where(kind => kind.Writable)];
    public static readonly string Sample = ReadSample();
    public static readonly string ThousandItems = MakeThousandItems();

    public static IReadOnlyList<ComposedDraft> Compose(LivingDocument document) => Composer.Compose(RequestFor(document));

    /// <summary>As the Docs API gives it: headings, nested lists and paragraphs of several runs.</summary>
    public static JsonElement GoogleDoc(int blocks)
    {
        var content = Enumerable.Range(0, blocks).Select(i => (i % 10) switch
        {
            0 => $$$$$$$"""{"paragraph":{"elements":[{"textRun":{"content":"Section {{{{{{{i}}}}}}}\n","textStyle":{}}}],"paragraphStyle":{"namedStyleType":"HEADING_2"}}}""",
            < 4 => $$$$$$$"""{"paragraph":{"elements":[{"textRun":{"content":"Point {{{{{{{i}}}}}}} of the list\n","textStyle":{}}}],"paragraphStyle":{"namedStyleType":"NORMAL_TEXT"},"bullet":{"listId":"kix.a","nestingLevel":{{{{{{{i % 3}}}}}}}}}}""",
            _ => $$$$$$$"""{"paragraph":{"elements":[{"textRun":{"content":"The ferry number {{{{{{{i}}}}}}} ","textStyle":{}}},{"textRun":{"content":"sails at nine","textStyle":{"bold":true}}},{"textRun":{"content":" from the ","textStyle":{}}},{"textRun":{"content":"harbour","textStyle":{"link":{"url":"https://harbour.example/"}}}},{"textRun":{"content":", as it has for many years now.\n","textStyle":{}}}],"paragraphStyle":{"namedStyleType":"NORMAL_TEXT"}}}""",
        });
        var lists = """{"kix.a":{"listProperties":{"nestingLevels":[{"glyphType":"DECIMAL"},{"glyphSymbol":"●"},{"glyphSymbol":"○"}]}}}""";
        using var json = JsonDocument.Parse($$$$$$$"""{"tabs":[{"documentTab":{"body":{"content":[{{{{{{{string.Join(',', content)}}}}}}}]},"lists":{{{{{{{lists}}}}}}}}}]}""");
        return json.RootElement.Clone();
    }

    /// <summary>RSS as blogs write it: a page of HTML in each entry.</summary>
    public static string Feed(int items)
    {
        var entries = Enumerable.Range(0, items).Select(i => $"""
            <item><title>Ferry {i} &amp; more</title><link>https://harbour.example/news/{i}</link><guid isPermaLink="false">news-{i}</guid><pubDate>{new DateTime(2026, 11, 1, 9, 0, 0, DateTimeKind.Utc).AddHours(-i):R}</pubDate>
            <category>ferries</category><category>news</category><description><![CDATA[<h2>Ferry {i}</h2><p>The ferry number {i} sails at <b>nine</b> from the <a href="/harbour">harbour</a>, as it has for many years.</p><ul><li>{i % 90} cars</li><li>{i % 300} people</li></ul><p><img src="/p/{i}.jpg" alt="Ferry {i}"> It costs €{i % 40 + 10}.</p>]]></description></item>
            """);
        return $"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Harbour news</title><link>https://harbour.example/</link>{string.Concat(entries)}</channel></rss>""";
    }

    static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Hands the same inputs to peers in other languages.</summary>
    public static int Write(string folder)
    {
        var newsletter = Compose(DocumentParser.Parse(Sample)).First(draft => draft.Channel == "email");
        var view = JsonSerializer.Serialize(EmailView.Of(RenderOf(newsletter)), SnakeCase);
        File.WriteAllText(Path.Combine(folder, "view.json"), view);
        File.WriteAllText(Path.Combine(folder, "thousand.md"), ThousandItems);
        return 0;
    }

    static ComposeRequest RequestFor(LivingDocument document) => new()
    {
        Title = document.Title ?? "News", Items = document.Items, Brand = Brand, Voice = "professional", Template = "modern",
        Language = document.Language ?? "en", Channels = Channels,
    };

    public static CheckInput CheckOf(ComposedDraft draft, LivingDocument document) => new()
    {
        Channel = KindOf(draft), Content = draft.Content, Items = document.Items, Brand = Brand, Voice = "professional",
    };

    public static RenderRequest RenderOf(ComposedDraft draft) => new()
    {
        Channel = KindOf(draft), Content = draft.Content, Brand = Brand, Template = "modern", Date = new DateOnly(2026, 10, 1),
    };

    /// <summary>A web post of a thousand words, and five hundred blocks that it may rest on.</summary>
    public static CheckInput LongDraft()
    {
        var (document, items) = (DocumentParser.Parse(ThousandItems), new List<Item>());
        foreach (var item in document.Items)
            if (items.Sum(i => i.Blocks.Count) < 500) items.Add(item);
        var draft = Composer.Compose(RequestFor(document) with { Channels = [Channels.First(c => c.Kind == "web")], Items = items, WebPosts = WebPosts.Digest })[0];
        var words = 0;
        var parts = draft.Content.Parts.TakeWhile(part => (words += part.Text.Split(' ').Length) <= 1000).ToList();
        return new() { Channel = KindOf(draft), Content = draft.Content with { Parts = parts }, Items = items, Brand = Brand, Voice = "professional" };
    }

    static ChannelKind KindOf(ComposedDraft draft) => Channels.First(kind => kind.Kind == draft.Channel);

    static string ReadSample()
    {
        using var stream = typeof(Composer).Assembly.GetManifestResourceStream("samples.living-document.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Ten categories of a hundred items, each with a date, figures, a list and a link; no two alike.</summary>
    static string MakeThousandItems()
    {
        var text = new StringBuilder("# A thousand things that happened\n");
        for (var i = 0; i < 1000; i++)
        {
            if (i % 100 == 0) text.Append(CultureInfo.InvariantCulture, $"\n## [area-{i / 100}] Area {i / 100}\n");
            text.Append(CultureInfo.InvariantCulture, $"""

                ### Improvement number {i} of the {Things[i % Things.Length]}

                - **Date:** 2026-{1 + i % 12:00}-{1 + i % 28:00}
                - **Tags:** {Things[i % Things.Length]}, release {i % 7}

                The {Things[i % Things.Length]} now handles {100 + i * 7} boats a day, {3 + i % 40} % more than before. Customers in {Places[i % Places.Length]} asked for it
                since {2015 + i % 10}. It costs {20 + i % 300}.50 EUR and takes {1 + i % 9} minutes to set up, says {Names[i % Names.Length]}.

                * Works with model {i} and later
                * Needs no tools in {Places[(i + 3) % Places.Length]}

                Read more at [the page of {i}](https://tidewater.example/news/{i}).

                """);
        }
        return text.ToString();
    }
}
