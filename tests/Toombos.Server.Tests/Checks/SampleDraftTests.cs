using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks;
using Toombos.Server.Features.Checks.Claims;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Writing.Composing;

namespace Toombos.Server.Tests.Checks;

/// <summary>The composer's drafts of the sample document, judged as a whole.</summary>
public sealed class SampleDraftTests(ITestOutputHelper output)
{
    static readonly LivingDocument Document = DocumentParser.Parse(ReadSample());

    static string ReadSample()
    {
        using var stream = typeof(DraftChecks).Assembly.GetManifestResourceStream("samples.living-document.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    static readonly Lazy<IReadOnlyList<ComposedDraft>> Composed = new(() => Composer.Compose(new()
        {
            Title = Document.Title!, Items = Document.Items, Brand = Sample.Brand, Voice = "professional", Template = "modern", Language = "en",
            Channels = [.. ChannelKinds.All.Where(k => k.Writable)],
        }));

    public static int RunChecks()
    {
        var evidence = EvidenceIndex.Of(Document.Items);
        return Composed.Value.Count(d => DraftChecks.Run(new() { Channel = ChannelKinds.Find(d.Channel)!, Content = d.Content, Items = Document.Items, Brand = Sample.Brand, Voice = "professional" }, evidence).Passed);
    }

    static List<(ComposedDraft Draft, CheckReport Report)> Run(string voice)
    {
        var evidence = EvidenceIndex.Of(Document.Items);
        var drafts = Composer.Compose(new()
        {
            Title = Document.Title!, Items = Document.Items, Brand = Sample.Brand, Voice = voice, Template = "modern", Language = "en",
            Channels = [.. ChannelKinds.All.Where(k => k.Writable)],
        });
        return [.. drafts.Select(d => (d, DraftChecks.Run(new() { Channel = ChannelKinds.Find(d.Channel)!, Content = d.Content, Items = Document.Items, Brand = Sample.Brand, Voice = voice }, evidence)))];
    }

    [Theory]
    [InlineData("professional")]
    [InlineData("encouraging")]
    [InlineData("medical_scientific")]
    public void The_composers_drafts_of_the_sample_pass_and_are_good(string voice)
    {
        foreach (var (draft, report) in Run(voice))
        {
            output.WriteLine($"{draft.Channel} {draft.Item} {report.Quality.Total} {report.Quality.Level} {string.Join(' ', report.Quality.Dimensions.Select(d => $"{d.Name}={d.Score}"))} claims={report.Claims.Count} words={report.Quality.Readability.Words} ease={report.Quality.Readability.FleschEase}");
            foreach (var finding in report.Findings) output.WriteLine($"   {finding.Severity} {finding.Code} {finding.Message}");
            foreach (var claim in report.Claims.Where(c => c.Verdict != ClaimVerdict.Supported)) output.WriteLine($"   UNSUPPORTED {claim.Kind} {claim.Text} @ {draft.Content.Parts[claim.At.Part].Sentences[claim.At.Sentence]}");
            foreach (var suggestion in report.Quality.Suggestions) output.WriteLine($"   > {suggestion.Dimension}: {suggestion.Message} | {suggestion.Sentence}");
        }
        Assert.All(Run(voice), r => Assert.True(r.Report.Passed, $"{r.Draft.Channel} {r.Draft.Item}"));
        Assert.All(Run(voice), r => Assert.True(r.Report.Quality.Level is "good" or "excellent", $"{r.Draft.Channel} {r.Draft.Item} {r.Report.Quality.Total}"));
    }
}
