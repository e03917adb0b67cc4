using System.Globalization;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks.Claims;
using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Checks.Rules;

/// <summary>Counts every text that a limit exists for, by the network's own rule; too long is an error where the network refuses it.</summary>
sealed class LengthRules(DraftView draft)
{
    static readonly (PartRole Role, string Of)[] Fields =
    [
        (PartRole.Subject, "subject"), (PartRole.SubjectAlternative, "subject"), (PartRole.PreviewText, "preview-text"), (PartRole.Title, "title"),
        (PartRole.Excerpt, "excerpt"), (PartRole.SeoTitle, "seo-title"), (PartRole.SeoDescription, "seo-description"), (PartRole.Image, "alt-text"),
    ];

    /// <summary>What limits call the text of a role that is a field of its own; null for what is read as the body.</summary>
    public static string? FieldOf(PartRole role) => Fields.FirstOrDefault(f => f.Role == role).Of;

    readonly ChannelKind channel = draft.Input.Channel;
    readonly List<Measure> measures = [];
    readonly List<Finding> findings = [];

    public static (IReadOnlyList<Measure>, IReadOnlyList<Finding>) Run(DraftView draft)
    {
        var rules = new LengthRules(draft);
        rules.Run();
        return (rules.measures, rules.findings);
    }

    void Run()
    {
        for (var p = 0; p < draft.Parts.Count; p++)
            foreach (var (role, of) in Fields)
                if (draft.Parts[p].Role == role && draft.Parts[p].Sentences.Count > 0) Field(of, draft.Parts[p], p);
        if (draft.Content.Slug is { } slug) Measured("slug", "slug", slug, 0, null);
        if (draft.Family == ChannelFamily.Social) Social();
        else Whole();
    }

    void Field(string of, DraftPart part, int p)
    {
        var label = part.Role switch { PartRole.SubjectAlternative => "subject alternative", PartRole.Image => "alt text", _ => of.Replace('-', ' ') };
        Measured(of, label, part.Text, part.Post, new(p, 0));
        Minimum(of, label, part.Text, new(p, 0));
    }

    void Minimum(string of, string label, string text, SentencePlace? at)
    {
        if (draft.Limit(of + "-min") is not { } least) return;
        var count = TextCounter.Count(text, CountingRule.Characters);
        // A Chinese or Japanese character says about what two letters say.
        if (count + text.Count(Script.IsSpaceless) >= least) return;
        var severity = CheckLimits.Current.Soft.Contains(of) ? Severity.Warning : Severity.Error;
        findings.Add(new("length.too-short", severity, string.Create(CultureInfo.InvariantCulture, $"The {label} has {count} characters; write at least {least}."), at));
    }

    void Social()
    {
        for (var i = 0; i < draft.Posts.Count; i++)
        {
            var label = draft.Posts.Count == 1 ? "post" : string.Create(CultureInfo.InvariantCulture, $"post {i + 1}");
            Measured("post", label, draft.Posts[i], i + 1, draft.PlaceOfPost(i + 1));
            var tags = Tokenizer.Read(draft.Posts[i]).Count(t => t.Kind == TokenKind.Tag && draft.Posts[i][t.Start] == '#');
            foreach (var limit in channel.LimitsOf("hashtags")) Judge(limit, "hashtags", tags, "hashtags", i + 1, draft.PlaceOfPost(i + 1));
        }
        foreach (var limit in channel.LimitsOf("thread")) if (draft.Posts.Count > 1) Judge(limit, "posts", draft.Posts.Count, "posts", 0, null);
        foreach (var limit in channel.LimitsOf("images"))
            if (draft.Parts.Count(p => p.Role == PartRole.Image) is > 0 and var images) Judge(limit, "images", images, "images", 0, null);
    }

    void Whole()
    {
        if (draft.Family != ChannelFamily.Web) return;
        // Tables and code are part of what a page holds, though not of what is read for style.
        var text = string.Join('\n', draft.Content.Body.Select(p => p.Text));
        Measured("body", "body", text, 0, null);
        Minimum("body", "body", text, null);
        foreach (var limit in channel.LimitsOf("tags")) Judge(limit, "tags", draft.Content.Tags.Count, "tags", 0, null);
    }

    void Measured(string of, string label, string text, int post, SentencePlace? at)
    {
        foreach (var limit in channel.LimitsOf(of))
            Judge(limit, label, limit.Unit == CountingRule.Words ? Words.Count(text) : limit.Count(text), UnitOf(limit.Unit), post, at);
    }

    void Judge(ChannelLimit limit, string label, int count, string unit, int post, SentencePlace? at)
    {
        var max = limit.Max;
        measures.Add(new(label, post, count, max, unit));
        if (count <= max) return;
        var soft = CheckLimits.Current.Soft.Contains(limit.Of) || (limit.Of is "hashtags" or "thread" && !IsRefusal(limit));
        var message = string.Create(CultureInfo.InvariantCulture, $"The {label} {(unit == label ? "are" : "counts")} {count}{(unit == label ? "" : " " + unit)}; {channel.Name} takes {max}. Shorten it by {count - max}.");
        findings.Add(new("length.over-limit", soft ? Severity.Warning : Severity.Error, message, at));
    }

    /// <summary>A figure of the network's own documents is enforced by it; one of our writing rules is advice.</summary>
    static bool IsRefusal(ChannelLimit limit) => limit.Source.StartsWith("http", StringComparison.Ordinal);

    static string UnitOf(CountingRule rule) => rule switch
    {
        CountingRule.Graphemes => "graphemes",
        CountingRule.Bytes => "bytes",
        CountingRule.XWeighted => "weighted",
        CountingRule.EmojiBytes => "emoji-bytes",
        CountingRule.Utf16 => "utf16",
        CountingRule.Words => "words",
        _ => "characters",
    };
}
