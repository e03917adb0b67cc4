using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Server.Features.Checks.Quality;
using Toombos.Server.Features.Checks.Rules;

namespace Toombos.Server.Features.Checks.Voicing;

/// <summary>A text as voices look at it. What others said (quotes) and what is no language (code, hashtags) is not the house's voice.</summary>
sealed class VoiceText
{
    static readonly PartRole[] Headlines = [PartRole.Subject, PartRole.Title, PartRole.Heading];

    /// <summary>They say again what stands in the body.</summary>
    static readonly PartRole[] Repeats = [PartRole.SubjectAlternative, PartRole.PreviewText, PartRole.Excerpt, PartRole.SeoTitle, PartRole.SeoDescription];

    public VoiceText(DraftContent content, string brand)
    {
        (Language, Brand) = (content.Language, brand.Trim());
        var all = new List<VoiceSentence>();
        var headings = new List<VoiceSentence>();
        for (var p = 0; p < content.Parts.Count; p++)
        {
            var part = content.Parts[p];
            if (part.Role is PartRole.Quote or PartRole.Code or PartRole.Hashtags || part.Sentences.Count == 0) continue;
            for (var s = 0; s < part.Sentences.Count; s++) all.Add(new(new(new SentencePlace(p, s), part, part.Sentences[s].Text)));
            if (Headlines.Contains(part.Role)) headings.Add(new(new(new SentencePlace(p, 0), part, part.Text)));
        }
        (All, Headings) = (all, headings);
        Said = [.. all.Where(s => !Repeats.Contains(s.Placed.Part.Role))];
        Prose = [.. Said.Where(s => s.Placed.Part.Role is >= PartRole.Greeting and not (PartRole.Heading or PartRole.Image or PartRole.TableRow) && s.Placed.IsProse && s.Words.Count > 0)];
    }

    public string Language { get; }
    public string Brand { get; }

    /// <summary>Every sentence, titles and descriptions too.</summary>
    public IReadOnlyList<VoiceSentence> All { get; }

    /// <summary>Without what says the body over again.</summary>
    public IReadOnlyList<VoiceSentence> Said { get; }

    /// <summary>Running text.</summary>
    public IReadOnlyList<VoiceSentence> Prose { get; }

    /// <summary>Titles, subjects and headings, each as a whole.</summary>
    public IReadOnlyList<VoiceSentence> Headings { get; }

    public TextFigures Figures { get => field ??= new([.. Prose.Select(s => s.Placed)], Language); }

    /// <summary>Words that stand with a capital in the middle of a sentence: names, which a heading writes with a capital too.</summary>
    public IReadOnlySet<string> Names
    {
        get => field ??= Prose.SelectMany(s => s.Words.Skip(1)).Where(w => w.IsCapital).Select(w => w.Stem).Concat(Platform.Text.Words.Of(Brand).Select(w => VoiceWord.Of(w).Stem)).ToHashSet(StringComparer.Ordinal);
    }
}
