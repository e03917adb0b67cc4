using Toombos.Client.Documents;
using Toombos.Client.Writing;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>A part while its sentences are replaced and taken out; the indexes stay those of the version before.</summary>
sealed class PartInWork(DraftPart before)
{
    readonly DraftSentence?[] sentences = [.. before.Sentences];
    IReadOnlyList<TextLink>? links;
    string? url = before.Url;
    bool touched;

    public DraftPart Before => before;
    public int Post { get; set; } = before.Post;

    /// <summary>The whole part goes.</summary>
    public bool IsGone { get; set; }

    public DraftSentence? this[int sentence]
    {
        get => sentences[sentence];
        set => (sentences[sentence], touched) = (value, true);
    }

    public string? Url
    {
        get => url;
        set => (url, touched) = (value, true);
    }

    /// <summary>What it would say with another wording in one place.</summary>
    public DraftPart With(int sentence, string text) => before with { Post = Post, Sentences = [.. sentences.Select((s, i) => i == sentence ? s! with { Text = text } : s).OfType<DraftSentence>()] };

    /// <summary>Whether something is left that rests on the source or was written by a person.</summary>
    public bool HasWords => sentences.Any(s => s is not null && (s.Blocks.Count > 0 || s.Origin != SentenceOrigin.Template));

    /// <summary>Whether it ever had such words: a greeting has none and is never empty.</summary>
    public bool HadWords => before.Sentences.Any(s => s.Blocks.Count > 0 || s.Origin != SentenceOrigin.Template);

    public bool Says(string text) => sentences.Any(s => s?.Text == text);

    /// <summary>Takes over the links of the source that a changed sentence rests on.</summary>
    public void Relink(SourceText from, SourceText? to)
    {
        var kept = (links ?? before.Links).Where(l => !from.Links.Contains(l) || to?.Links.Contains(l) == true).ToList();
        // A post or a field has none, whatever the source has.
        if (from.Links.Count == 0 ? before is { Post: 0, Role: >= PartRole.Greeting } : from.Links.Any(before.Links.Contains))
            kept.AddRange((to?.Links ?? []).Where(l => !kept.Exists(k => k.Text == l.Text)));
        (links, touched) = (kept, true);
    }

    /// <summary>The part as it is now; the very same object where nothing of it changed.</summary>
    public DraftPart Now
    {
        get
        {
            if (!touched && Post == before.Post) return before;
            var said = sentences.OfType<DraftSentence>().ToList();
            var part = before with { Post = Post, Url = url, Sentences = said };
            return part with { Links = links is null && said.Count == before.Sentences.Count ? before.Links : [.. (links ?? before.Links).Where(l => part.Text.Contains(l.Text, StringComparison.Ordinal))] };
        }
    }
}
