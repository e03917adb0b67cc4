using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks;
using Toombos.Server.Features.Checks.Claims;
using Toombos.Server.Features.Checks.Voicing;
using Toombos.Server.Features.Rendering;
using Toombos.Server.Features.Writing.Composing;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Writing;

/// <summary>What is asked of a drafting: the same for the API and for the command line.</summary>
public sealed record DraftingRequest
{
    public required string Title { get; init; }

    /// <summary>All items of the document.</summary>
    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>Keys to use; null for all.</summary>
    public IReadOnlyList<string>? Chosen { get; init; }

    /// <summary>Kinds or families; null for all that can be written for.</summary>
    public IReadOnlyList<string>? Channels { get; init; }
    public string? Voice { get; init; }

    /// <summary>The workspace's own voice that <see cref="Voice"/>, or the brand, names; null where that is a built-in one.</summary>
    public HouseVoice? House { get; init; }
    public string? Template { get; init; }
    public DateOnly? Since { get; init; }
    public WebPosts WebPosts { get; init; }
    public string? Language { get; init; }
    public required Brand Brand { get; init; }

    /// <summary>A line of ours that web posts begin with: which part of a series they are.</summary>
    public string? Line { get; init; }
}

/// <summary>One draft with what the checks say of it.</summary>
public sealed record CheckedDraft(ChannelKind Channel, string? Item, DraftContent Content, CheckReport Checks);

/// <summary>The outcome of a drafting.</summary>
/// <param name="Voice">Name of the built-in voice, or slug of the workspace's own.</param>
public sealed record DraftingResult(string Voice, string Template, IReadOnlyList<Item> Used, IReadOnlyList<LeftOutItem> LeftOut, IReadOnlyList<CheckedDraft> Drafts);

/// <summary>From items to checked drafts: chooses, writes, checks. Pure; everything that can be asked wrongly is refused by name.</summary>
public static class Drafting
{
    public static DraftingResult Run(DraftingRequest request)
    {
        var tone = request.House?.Base ?? Known("voice", request.Voice ?? request.Brand.Voice, BuiltInVoices.All);
        var template = Known("template", request.Template ?? request.Brand.Template, EmailTemplates.All);
        var channels = ChannelsOf(request.Channels);
        var (used, leftOut) = Choose(request.Items, request.Chosen, request.Since);
        if (used.Count == 0)
            throw new DomainRuleException("piece.nothing-to-write", leftOut.Count == 0
                ? "The document has no items to write about."
                : $"No item is left to write about: {leftOut.Count} left out, the first because {leftOut[0].Reason}.");

        var composed = Composer.Compose(new()
        {
            Title = request.Title, Items = used, Brand = request.Brand, Voice = tone, Template = template,
            Language = request.Language ?? "en", Channels = channels, WebPosts = request.WebPosts,
        });
        if (composed.Count == 0)
            throw new DomainRuleException("piece.nothing-to-write", "The chosen items are not meant for any of the chosen channels: see their 'channels' flags.");
        return new(request.House?.Slug ?? tone, template, used, leftOut, Check(composed, used, tone, request));
    }

    static IReadOnlyList<CheckedDraft> Check(IReadOnlyList<ComposedDraft> drafts, IReadOnlyList<Item> items, string tone, DraftingRequest request)
    {
        var evidence = EvidenceIndex.Of(items);
        return [.. drafts.Select(draft =>
        {
            var channel = ChannelKinds.Find(draft.Channel)!;
            var content = request.Line is { } line && channel.Family == ChannelFamily.Web ? WithLine(draft.Content, line) : draft.Content;
            return new CheckedDraft(channel, draft.Item, content, DraftChecks.Run(new() { Channel = channel, Content = content, Items = items, Brand = request.Brand, Voice = tone, House = request.House, Line = request.Line }, evidence));
        })];
    }

    /// <summary>The content with the line at the beginning of its body.</summary>
    static DraftContent WithLine(DraftContent content, string line) => content with
    {
        Parts = [.. content.Parts.Where(p => p.Role < PartRole.Greeting), new() { Role = PartRole.Intro, Sentences = [new(line, SentenceOrigin.Template, [])] }, .. content.Body],
    };

    static string Known(string what, string name, IReadOnlyList<Choice> choices) =>
        choices.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name
        ?? throw new DomainRuleException($"piece.{what}-unknown", $"There is no {what} '{name}'. Use one of: {string.Join(", ", choices.Select(c => c.Name))}{(what == "voice" ? ", or the slug of a voice of the workspace" : "")}.", StatusCodes.Status400BadRequest);

    /// <summary>The kinds of channel that names of kinds and families mean; all that can be written for where there are none.</summary>
    internal static List<ChannelKind> ChannelsOf(IReadOnlyList<string>? names)
    {
        var writable = ChannelKinds.All.Where(k => k.Writable).ToList();
        if (names is null || names.Count == 0) return writable;
        foreach (var name in names)
            if (!writable.Exists(k => Matches(k, name)))
                throw new DomainRuleException("piece.channel-unknown",
                    $"Nothing can be written for a channel '{name}'. Use email, web, social, or one of: {string.Join(", ", writable.Select(k => k.Kind))}.", StatusCodes.Status400BadRequest);
        return [.. writable.Where(k => names.Any(name => Matches(k, name)))];
    }

    internal static bool Matches(ChannelKind kind, string name) =>
        kind.Kind.Equals(name, StringComparison.OrdinalIgnoreCase) || kind.Family.ToString().Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The items that may be written about, of those chosen, or of all where none are.</summary>
    internal static (IReadOnlyList<Item> Used, IReadOnlyList<LeftOutItem> LeftOut) Choose(IReadOnlyList<Item> items, IReadOnlyList<string>? keys, DateOnly? since)
    {
        var chosen = keys?.ToHashSet(StringComparer.Ordinal);
        if (chosen?.FirstOrDefault(key => items.All(i => i.Key != key)) is { } missing)
            throw new DomainRuleException("piece.item-unknown", $"The snapshot has no item '{missing}'.", StatusCodes.Status400BadRequest);

        var used = new List<Item>();
        var leftOut = new List<LeftOutItem>();
        foreach (var item in items)
        {
            var reason = chosen?.Contains(item.Key) == false ? "it was not chosen"
                : !item.Flags.Published ? "it is not marked published"
                : item.Date < since ? $"it is dated before {since:yyyy-MM-dd}"
                : !item.Blocks.Any(b => b.Kind != BlockKind.Heading) ? "it has no text"
                : null;
            if (reason is null) used.Add(item);
            else leftOut.Add(new(item.Key, item.Title, reason));
        }
        // A piece is made to go out: what may only be previewed is in none unless it was asked for, or is all there is.
        if (chosen is null && used.Exists(i => !i.Flags.DryRun))
        {
            leftOut.AddRange(used.Where(i => i.Flags.DryRun).Select(i => new LeftOutItem(i.Key, i.Title, "it is marked dry_run; choose it alone to preview it")));
            used.RemoveAll(i => i.Flags.DryRun);
        }
        return (used, leftOut);
    }
}
