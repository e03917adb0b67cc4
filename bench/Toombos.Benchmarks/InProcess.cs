using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Toombos.Connectors.Sources.Feed;
using Toombos.Connectors.Sources.GoogleDocs;
using Toombos.Server.Features.Checks;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Rendering;
using Toombos.Server.Features.Writing.Composing;

namespace Toombos.Benchmarks;

/// <summary>The pure parts, alone and together.</summary>
[MemoryDiagnoser]
public class InProcess
{
    readonly LivingDocument _document = DocumentParser.Parse(Inputs.Sample);
    readonly IReadOnlyList<ComposedDraft> _drafts = Inputs.Compose(DocumentParser.Parse(Inputs.Sample));

    readonly JsonElement _google = Inputs.GoogleDoc(2000);

    readonly string _feed = Inputs.Feed(1000);

    readonly CheckInput _long = Inputs.LongDraft();

    [Benchmark]
    public LivingDocument Parse_the_sample() => DocumentParser.Parse(Inputs.Sample);

    [Benchmark]
    public LivingDocument Parse_the_sample_again() => DocumentParser.Parse(Inputs.Sample, _document);

    [Benchmark]
    public IReadOnlyList<ComposedDraft> Parse_and_compose_the_sample_for_all_channels() => Inputs.Compose(DocumentParser.Parse(Inputs.Sample));

    [Benchmark]
    public int Check_all_drafts_of_the_sample() => _drafts.Sum(draft => DraftChecks.Run(Inputs.CheckOf(draft, _document)).Findings.Count);

    [Benchmark]
    public int Check_a_thousand_words_against_500_blocks() => DraftChecks.Run(_long).Claims.Count;

    [Benchmark]
    public int Render_all_drafts_of_the_sample() => _drafts.Sum(draft => (DraftRenderer.Html(Inputs.RenderOf(draft))?.Length ?? 0) + DraftRenderer.Text(Inputs.RenderOf(draft)).Length);

    [Benchmark]
    public string? Render_the_newsletter() => DraftRenderer.Html(Inputs.RenderOf(_drafts.First(draft => draft.Channel == "email")));

    [Benchmark]
    public string Map_a_google_document_of_2000_blocks() => DocumentMarkdown.Of(_google);

    [Benchmark]
    public object Read_a_feed_of_a_thousand_items() => FeedReader.Read(_feed, new("https://harbour.example/feed.xml"));

    [Benchmark]
    public LivingDocument Parse_a_thousand_items() => DocumentParser.Parse(Inputs.ThousandItems);

    [Benchmark]
    public IReadOnlyList<ComposedDraft> Parse_and_compose_a_thousand_items() => Inputs.Compose(DocumentParser.Parse(Inputs.ThousandItems));
}
