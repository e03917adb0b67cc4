using Toombos.Client.Checks;
using Toombos.Client.Stale;
using Toombos.Client.Writing;
using Toombos.Server.Features.Checks.Claims;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>
/// Finds the sentences of a draft that its source no longer bears out. A sentence whose line still stands in the document is never named, nor is one that cites
/// nothing that changed; one without citations only where it states a number, date or name of a sentence at fault.
/// </summary>
sealed class StaleReading
{
    /// <summary>A sentence with fewer of its words in a text was not taken from it.</summary>
    const double Taken = 0.8;

    /// <summary>A person's sentence with fewer words of a line does not speak of it.</summary>
    const double Related = 0.25;

    static readonly ClaimKind[] Facts = [ClaimKind.Number, ClaimKind.Date, ClaimKind.Money, ClaimKind.Name, ClaimKind.Quote];

    readonly DraftContent content;
    readonly SourceChanges changes;
    readonly List<StaleSpot> spots = [];
    readonly Dictionary<SentencePlace, IReadOnlyList<string>> recited = [];

    StaleReading(DraftContent content, SourceChanges changes) => (this.content, this.changes) = (content, changes);

    /// <param name="claims">What the checks found in this very text.</param>
    public static Staleness Of(DraftContent content, IReadOnlyList<Claim> claims, SourceChanges changes)
    {
        if (changes.Changed.Count == 0) return Staleness.None;
        var reading = new StaleReading(content, changes);
        reading.Cited();
        reading.Leading();
        reading.Dependent(claims);
        reading.spots.Sort((a, b) => (a.At.Part, a.At.Sentence).CompareTo((b.At.Part, b.At.Sentence)));
        return new(reading.spots, reading.recited);
    }

    void Cited()
    {
        for (var p = 0; p < content.Parts.Count; p++)
            for (var s = 0; s < content.Parts[p].Sentences.Count; s++)
            {
                var (part, sentence) = (content.Parts[p], content.Parts[p].Sentences[s]);
                if (sentence.Text.Length == 0 || sentence.Blocks.Count == 0) continue;
                var spot = sentence.Origin is SentenceOrigin.Verbatim or SentenceOrigin.Shortened ? Taking(part, sentence, new(p, s)) : Speaking(sentence, new(p, s));
                if (spot is not null) spots.Add(spot);
            }
    }

    /// <summary>Buttons and linked headings whose words hold and whose address does not.</summary>
    void Leading()
    {
        for (var p = 0; p < content.Parts.Count; p++)
            if (content.Parts[p] is { Url: { } url, Role: not PartRole.Image, Sentences.Count: > 0 } && changes.MovedLink(url) is { } link && !spots.Exists(s => s.At.Part == p))
                spots.Add(new(new(p, 0), StaleReason.Cites, [link.Id], link, url, changes.After(link.Id)?.Text));
    }

    /// <summary>A sentence in the source's own words: at fault where the line that it was taken from no longer stands.</summary>
    StaleSpot? Taking(DraftPart part, DraftSentence sentence, SentencePlace at)
    {
        var (text, line, share) = OriginOf(part, sentence);
        var changed = sentence.Blocks.Where(changes.IsChanged).ToList();
        if (text is null || share < Taken)
        {
            // The title of a section or of the whole document: it cites blocks that bear it out, none that says it.
            if (changed.Count == 0) return null;
            if (part.Role is PartRole.Heading or PartRole.Subject or PartRole.SubjectAlternative or PartRole.Title or PartRole.SeoTitle or PartRole.Image) return Recite(sentence, at, null);
            (text, line) = changes.Before(changed[0]) is { } first ? (first, Nearest(first, sentence.Text)) : (null, "");
            if (text is null) return null;
        }
        if (changes.Stands(text, line)) return text.Kind == SourceTextKind.Block ? null : Recite(sentence, at, text);
        if (text.Kind == SourceTextKind.Block && changes.Saying(line) is { } elsewhere && changes.After(text.Id)?.Lines.Contains(line) != true)
        {
            recited[at] = [.. sentence.Blocks.Select(id => id == text.Id ? elsewhere.Id : id).Distinct()];
            return null;
        }
        return new(at, StaleReason.Cites, changed.Contains(text.Id) ? changed : [text.Id, .. changed], text, line, changes.Successor(text, line));
    }

    /// <summary>A title or link that is still true cites blocks that are there, or nothing would bear it out.</summary>
    StaleSpot? Recite(DraftSentence sentence, SentencePlace at, SourceText? text)
    {
        if (sentence.Blocks.All(id => changes.After(id) is null)) recited[at] = changes.SupportOf(text, sentence.Text);
        return null;
    }

    /// <summary>The line that has most of the sentence's words; of several the shortest, for nothing was left out of it.</summary>
    (SourceText? Text, string Line, double Share) OriginOf(DraftPart part, DraftSentence sentence)
    {
        (SourceText? Text, string Line, double Share) best = (null, "", 0);
        foreach (var text in SourcesOf(part, sentence))
            foreach (var line in text.Lines.Count > 1 ? text.Lines.Append(text.Text) : text.Lines)
            {
                var share = line == sentence.Text ? 2 : Kinship.Within(sentence.Text, line);
                if (share > best.Share || share == best.Share && line.Length < best.Line.Length) best = (text, line, share);
            }
        return best;
    }

    /// <summary>What it cites, and the titles and links that stand over that.</summary>
    IEnumerable<SourceText> SourcesOf(DraftPart part, DraftSentence sentence)
    {
        var cited = sentence.Blocks.Select(changes.Before).OfType<SourceText>().ToList();
        var items = cited.Select(t => t.Item.Key).Append(part.Item).OfType<string>().Distinct();
        return cited.Concat(items.SelectMany(key => new[] { changes.Before(SourceText.TitleOf(key)), changes.Before(SourceText.LinkOf(key)) }).OfType<SourceText>());
    }

    static string Nearest(SourceText text, string sentence) => text.Lines.MaxBy(line => Kinship.Of(line, sentence)) ?? text.Text;

    /// <summary>A person's sentence, or ours with a citation: at fault where it speaks of a line that no longer stands, or of a block that is gone.</summary>
    StaleSpot? Speaking(DraftSentence sentence, SentencePlace at)
    {
        var lost = (from id in sentence.Blocks
                    where changes.IsChanged(id)
                    let text = changes.Before(id)
                    where text is not null
                    from line in text.Lines
                    where line.Length > 0 && !changes.Stands(text, line) && changes.Saying(line) is null
                    let kinship = Math.Max(Kinship.Within(sentence.Text, line), Kinship.Within(line, sentence.Text))
                    where kinship >= Related || changes.After(text.Id) is null
                    orderby kinship descending
                    select (Text: text, Line: line)).ToList();
        if (lost.Count == 0) return null;
        var (first, worst) = lost[0];
        return new(at, StaleReason.Cites, [.. lost.Select(l => l.Text.Id).Distinct()], first, worst, changes.Successor(first, worst));
    }

    /// <summary>Sentences without citations that state what a sentence at fault states and the document no longer says there.</summary>
    void Dependent(IReadOnlyList<Claim> claims)
    {
        var byPlace = spots.Where(s => s.Text is not null).ToDictionary(s => s.At);
        var lost = new List<(string Fact, StaleSpot Spot)>();
        foreach (var claim in claims)
            if (Facts.Contains(claim.Kind) && byPlace.TryGetValue(claim.At, out var spot) && Folding.Fold(claim.Text) is { Length: > 0 } fact
                && !Folding.ContainsWhole(Folding.Fold(changes.After(spot.Text!.Id)?.Text ?? ""), fact)) lost.Add((fact, spot));
        if (lost.Count == 0) return;
        for (var p = 0; p < content.Parts.Count; p++)
            for (var s = 0; s < content.Parts[p].Sentences.Count; s++)
            {
                var sentence = content.Parts[p].Sentences[s];
                if (sentence.Blocks.Count > 0 || content.Parts[p].Role == PartRole.Hashtags) continue;
                var text = Folding.Fold(sentence.Text);
                if (lost.FirstOrDefault(l => Folding.ContainsWhole(text, l.Fact)) is { Spot: { } spot })
                    spots.Add(new(new(p, s), StaleReason.Depends, [], spot.Text, spot.Line, spot.Successor));
            }
    }
}
