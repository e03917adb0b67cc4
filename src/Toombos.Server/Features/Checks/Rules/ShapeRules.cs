using System.Globalization;
using System.Text.RegularExpressions;
using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Features.Checks.Rules;

/// <summary>What a draft needs in order to be one: fields, posts in order, links that lead somewhere, pictures with words.</summary>
sealed partial class ShapeRules(DraftView draft)
{
    readonly List<Finding> findings = [];

    public static IReadOnlyList<Finding> Run(DraftView draft)
    {
        var rules = new ShapeRules(draft);
        rules.Fields();
        rules.Links();
        rules.Images();
        rules.Pictures();
        if (draft.Family == ChannelFamily.Social) rules.Thread();
        return rules.findings;
    }

    void Error(string code, string message, SentencePlace? at = null) => findings.Add(new(code, Severity.Error, message, at));

    void Fields()
    {
        if (!draft.All.Any(s => s.Part.Role is >= PartRole.Greeting and not PartRole.Hashtags && !string.IsNullOrWhiteSpace(s.Text))) Error("content.empty", "The draft says nothing yet: write a body.");
        if (draft.Family == ChannelFamily.Email && string.IsNullOrWhiteSpace(draft.Content.TextOf(PartRole.Subject))) Error("subject.missing", "Give the newsletter a subject.");
        if (draft.Family != ChannelFamily.Web) return;
        if (string.IsNullOrWhiteSpace(draft.Content.TextOf(PartRole.Title))) Error("title.missing", "Give the post a title.");
        if (draft.Content.Slug is not { Length: > 0 } slug) Error("slug.missing", "Give the post a slug: the last part of its address.");
        else if (!SlugPattern().IsMatch(slug)) Error("slug.invalid", "A slug has lower-case letters a–z, digits and hyphens only.");
    }

    void Links()
    {
        Link(draft.Content.Link, null);
        for (var p = 0; p < draft.Parts.Count; p++)
        {
            Link(draft.Parts[p].Url, new(p, 0));
            foreach (var link in draft.Parts[p].Links) Link(link.Url, new(p, 0));
        }
    }

    void Link(string? url, SentencePlace? at)
    {
        if (url is null) return;
        if (draft.Family == ChannelFamily.Web && (url.StartsWith('#') || (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal)))) return;
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https" ? uri.Host.Length > 0 : uri.Scheme == "mailto")) return;
        Error("link.invalid", $"“{Shown(url)}” is no web address: links start with https:// or http://.", at);
    }

    static string Shown(string text) => text.Length <= 80 ? text : text[..(char.IsHighSurrogate(text[78]) ? 78 : 79)] + "…";

    void Images()
    {
        for (var p = 0; p < draft.Parts.Count; p++)
            if (draft.Parts[p].Role == PartRole.Image && string.IsNullOrWhiteSpace(draft.Parts[p].Text))
                findings.Add(new("image.no-alt", Severity.Warning, "Describe the picture in words for those who can't see it.", new(p, 0)));
    }

    void Pictures()
    {
        if (draft.Input.Channel.LimitsOf("images-min").Any(l => l.Max > 0) && !draft.Has(PartRole.Image) && draft.Content.Pictures.Count == 0)
            findings.Add(new("image.missing", Severity.Warning, $"{draft.Input.Channel.Name} takes no post without a picture: add one before it goes out."));
    }

    void Thread()
    {
        var numbers = draft.Parts.Select(p => p.Post).Where(n => n > 0).Distinct().Order().ToList();
        if (!numbers.SequenceEqual(Enumerable.Range(1, numbers.Count))) Error("thread.numbering", "The posts of the thread are not numbered 1, 2, 3 … without a gap.");
        if (draft.Posts.Count > 1 && !draft.Input.Channel.Threads) Error("thread.not-supported", $"{draft.Input.Channel.Name} has no threads: say it in one post.");
        var counted = 0;
        for (var i = 0; i < draft.Posts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(draft.Posts[i])) Error("post.empty", string.Create(CultureInfo.InvariantCulture, $"Post {i + 1} is empty: write it or take it out."), draft.PlaceOfPost(i + 1));
            if (CounterOf(draft.Posts[i]) is not var (number, of)) continue;
            counted++;
            if (draft.Posts.Count > 1 && (number != i + 1 || of != draft.Posts.Count))
                Error("thread.numbering", string.Create(CultureInfo.InvariantCulture, $"Post {i + 1} of {draft.Posts.Count} says {number}/{of}."), draft.PlaceOfPost(i + 1));
        }
        if (counted > 0 && counted < draft.Posts.Count && draft.Posts.Count > 2 && counted < draft.Posts.Count - 1)
            findings.Add(new("thread.numbering", Severity.Warning, "Some posts of the thread carry a number and others don't: number all or none."));
    }

    static (int Number, int Of)? CounterOf(string post)
    {
        var match = CounterPattern().Match(post);
        if (!match.Success) return null;
        return (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("^[a-z0-9-]+$", RegexOptions.NonBacktracking)]
    private static partial Regex SlugPattern();

    /// <summary>A counter at the very end of a post: 2/5 or (2/5).</summary>
    [GeneratedRegex(@"(?:^|[\s(\[])([0-9]{1,2})/([0-9]{1,2})[)\]]?\s*\z", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex CounterPattern();
}
