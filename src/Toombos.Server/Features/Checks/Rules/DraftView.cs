using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks.Claims;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Checks.Rules;

/// <summary>A sentence with its place.</summary>
sealed class PlacedSentence(SentencePlace place, DraftPart part, string text)
{
    public SentencePlace Place => place;
    public DraftPart Part => part;
    public string Text => text;

    /// <summary>Folded once for all word lists.</summary>
    public FoldedText Folded => field ??= new(text);

    /// <summary>False for a thread's counter or a bare link.</summary>
    public bool IsProse => text.Any(char.IsLetter) && !(text.Contains("://", StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace));
}

/// <summary>A draft under check: what several rules ask of it, worked out once.</summary>
sealed class DraftView
{
    static readonly PartRole[] NotRead = [PartRole.Hashtags, PartRole.Code, PartRole.Image, PartRole.TableRow];

    public DraftView(CheckInput input, EvidenceIndex evidence)
    {
        Input = input;
        Posts = Family == ChannelFamily.Social ? input.Content.Posts : [];
        var all = new List<PlacedSentence>();
        var keys = new List<string>();
        for (var p = 0; p < Parts.Count; p++)
        {
            var part = Parts[p];
            if (part.Item is { } key && !keys.Contains(key)) keys.Add(key);
            for (var s = 0; s < part.Sentences.Count; s++)
            {
                all.Add(new(new(p, s), part, part.Sentences[s].Text));
                foreach (var id in part.Sentences[s].Blocks)
                    if (evidence.OwnerOf(id)?.Key is { } owner && !keys.Contains(owner)) keys.Add(owner);
            }
        }
        All = all;
        Body = [.. all.Where(s => s.Part.Role >= PartRole.Greeting && !NotRead.Contains(s.Part.Role) && s.IsProse)];
        Items = [.. keys.Select(evidence.ItemOf).OfType<Item>()];
        BodyWords = Body.Sum(s => Words.Count(s.Text));
    }

    public CheckInput Input { get; }
    public DraftContent Content => Input.Content;
    public IReadOnlyList<DraftPart> Parts => Input.Content.Parts;
    public ChannelFamily Family => Input.Channel.Family;
    public IReadOnlyList<string> Posts { get; }

    /// <summary>Every sentence, titles and hashtags too.</summary>
    public IReadOnlyList<PlacedSentence> All { get; }

    /// <summary>Sentences that people read as running text: no hashtags, code, pictures, tables, counters or bare links.</summary>
    public IReadOnlyList<PlacedSentence> Body { get; }

    /// <summary>Items that the draft speaks of or cites, in order of appearance.</summary>
    public IReadOnlyList<Item> Items { get; }
    public int BodyWords { get; }
    public PlacedSentence? First => Body.Count > 0 ? Body[0] : null;
    public PlacedSentence? Last => Body.Count > 0 ? Body[^1] : null;

    /// <summary>Networks whose truth table counts hashtags are those where readers use them.</summary>
    public bool WantsHashtags => Input.Channel.LimitsOf("hashtags").Any();

    /// <summary>Words that the channel's readers like, least and most.</summary>
    public (int Least, int Most)? Target =>
        Limit("words-min") is { } least && Limit("words-max") is { } most ? (least, most) : null;

    public int? Limit(string of) => Input.Channel.LimitsOf(of).Select(l => (int?)l.Max).FirstOrDefault();

    /// <summary>The one blog item that a web post is about makes stricter rules apply.</summary>
    public bool IsBlog => Family == ChannelFamily.Web && Items is [{ Type: ItemType.Blog }];

    public bool Has(PartRole role) => Parts.Any(p => p.Role == role && p.Sentences.Count > 0);

    /// <summary>Place of the first sentence in a role.</summary>
    public SentencePlace? PlaceOf(PartRole role)
    {
        for (var p = 0; p < Parts.Count; p++)
            if (Parts[p].Role == role && Parts[p].Sentences.Count > 0) return new(p, 0);
        return null;
    }

    /// <summary>Place of the first sentence of a post.</summary>
    public SentencePlace? PlaceOfPost(int post)
    {
        for (var p = 0; p < Parts.Count; p++)
            if (Parts[p].Post == post && Parts[p].Sentences.Count > 0) return new(p, 0);
        return null;
    }
}
