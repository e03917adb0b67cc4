using Microsoft.EntityFrameworkCore;
using Toombos.Client.Channels;
using Toombos.Client.Publishing;
using Toombos.Client.Workspaces;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Audiences;
using Toombos.Server.Features.Channels;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Files;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Channel = Toombos.Server.Features.Channels.Channel;
using DraftContent = Toombos.Client.Writing.DraftContent;

namespace Toombos.Server.Features.Publishing;

/// <summary>What somebody wants to publish, in the terms of the gate.</summary>
sealed record PublishIntent
{
    public required Guid DraftId { get; init; }
    public required string ContentHash { get; init; }
    public required Guid ChannelId { get; init; }
    public Guid? AudienceId { get; init; }
    public bool DryRun { get; init; }

    /// <summary>It takes a page down, for which nobody needs to approve a text.</summary>
    public bool Withdraws { get; init; }

    /// <summary>The publication whose posts get this text instead of a second one.</summary>
    public Guid? UpdateOf { get; init; }

    /// <summary>The one that is about to be sent, where it is written down already.</summary>
    public Guid? PublicationId { get; init; }

    /// <summary>When it would be sent.</summary>
    public required DateTimeOffset Moment { get; init; }

    /// <summary>At the last look before sending the receivers stand in the ledger already.</summary>
    public bool CountsReceivers { get; init; }

    public static PublishIntent Of(Publication publication, DateTimeOffset now) => new()
    {
        DraftId = publication.DraftId, ContentHash = publication.ContentHash, ChannelId = publication.ChannelId, AudienceId = publication.AudienceId,
        DryRun = publication.DryRun, Withdraws = publication.Withdraws, UpdateOf = publication.ChangesPost ? publication.UpdateOfId : null, PublicationId = publication.Id, Moment = now,
    };
}

/// <summary>What the gate saw, and why it is closed; open where there is no obstacle.</summary>
sealed record GateView(Draft? Draft, Channel? Channel, Audience? Audience, Brand Brand, int Receivers, DocumentRules Rules, IReadOnlyList<PublishObstacle> Obstacles)
{
    /// <summary>What would go out; not read at the last look, nor where a page is taken down.</summary>
    public DraftContent? Content { get; init; }

    /// <summary>What is up and gets this text.</summary>
    public Publication? Up { get; init; }

    /// <summary>Refuses with the first obstacle.</summary>
    public void Require()
    {
        if (Obstacles is [var first, ..]) throw new DomainRuleException(first.Code, first.Sentence, StatusOf(first.Code));
    }

    /// <summary>Refuses what names things that are not there.</summary>
    public void RequireFound()
    {
        if (Obstacles.FirstOrDefault(o => StatusOf(o.Code) == StatusCodes.Status404NotFound) is { } missing) throw new DomainRuleException(missing.Code, missing.Sentence, StatusCodes.Status404NotFound);
    }

    static int StatusOf(string code) => code.EndsWith(".not-found", StringComparison.Ordinal) ? StatusCodes.Status404NotFound
        : code.StartsWith("draft.", StringComparison.Ordinal) || code.StartsWith("publication.", StringComparison.Ordinal) ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
}

/// <summary>
/// The one gate on the way out. Whoever publishes, previews, retries or is about to send comes through here: nothing goes out without an approval of exactly this
/// text, against the editor's flags, to a channel that is off or takes other things, or as a newsletter without an address of its sender.
/// </summary>
sealed class PublishGate(ToombosDb db, AudienceReader readers, PublicAddress address)
{
    /// <param name="known">The document's rules where they were read before.</param>
    public async Task<GateView> LookAsync(PublishIntent intent, CancellationToken ct, DocumentRules? known = null)
    {
        var draft = await db.Drafts.AsNoTracking().FirstOrDefaultAsync(d => d.Id == intent.DraftId, ct);
        var channel = await db.Channels.AsNoTracking().FirstOrDefaultAsync(c => c.Id == intent.ChannelId, ct);
        var audience = intent.AudienceId is { } id ? await db.Audiences.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct) : null;
        var brand = (await db.Workspaces.AsNoTracking().FirstAsync(w => w.Id == db.CurrentWorkspace, ct)).Brand;
        var newest = draft is null ? null : await db.DraftVersions.Where(v => v.DraftId == draft.Id && v.Number == draft.VersionNumber).Select(v => v.ContentHash).FirstOrDefaultAsync(ct);
        var version = known is not null || draft is null || intent.Withdraws ? null
            : await db.DraftVersions.Where(v => v.DraftId == draft.Id && v.Number == draft.VersionNumber).Select(v => new GateText(v.Content, v.SnapshotId)).FirstAsync(ct);
        var rules = known ?? (version is null ? DocumentRules.None : await RulesAsync(draft!, version, brand, ct));
        var receivers = channel?.About.Publishes == Connectors.Channels.Publishes.Letters && audience is not null && intent.CountsReceivers ? await readers.CountAsync(audience.Id, ct) : 1;
        var obstacles = new List<PublishObstacle>(Missing(intent, draft, channel, audience));
        if (obstacles.Count == 0) obstacles.AddRange(Judge(intent, draft, channel!, newest, brand, receivers, rules));
        if (version is not null && channel is not null) obstacles.AddRange([.. await PicturesAsync(version.Content, channel.About, ct), .. OwnLimits.Of(version.Content, ChannelKinds.Find(draft!.Channel)!, channel)]);
        if (intent.UpdateOf is not { } earlier || intent.Withdraws || channel is null) return new(draft, channel, audience, brand, receivers, rules, obstacles) { Content = version?.Content };
        var (up, refused) = await PostChange.LookAsync(db, intent, earlier, channel, version?.Content, ct);
        return new(draft, channel, audience, brand, receivers, rules, refused is null ? obstacles : [.. obstacles, refused]) { Content = version?.Content, Up = up };
    }

    async Task<IReadOnlyList<PublishObstacle>> PicturesAsync(DraftContent content, Connectors.Channels.Connector about, CancellationToken ct)
    {
        var ids = content.Pictures.Select(p => p.FileId).Distinct().ToList();
        if (ids.Count == 0) return PictureReach.NeedsPicture(about) ? [new("draft.picture-needed", $"{about.Name} takes no post without a picture. Add one to the draft, and have it approved.")] : [];
        var obstacles = new List<PublishObstacle>();
        if (await db.Files.CountAsync(f => ids.Contains(f.Id), ct) < ids.Count)
            obstacles.Add(new("draft.picture-gone", "A picture of the draft is no longer in the media library. Take it out of the draft, or choose another one."));
        if (PictureReach.Trouble(about, address) is { } trouble) obstacles.Add(new("server.not-reachable", trouble));
        return obstacles;
    }

    static IEnumerable<PublishObstacle> Missing(PublishIntent intent, Draft? draft, Channel? channel, Audience? audience)
    {
        if (draft is null && !intent.Withdraws) yield return NotFound("draft");
        if (channel is null) yield return NotFound("channel");
        if (intent.AudienceId is not null && audience is null) yield return NotFound("audience");
    }

    /// <summary>The judgement itself. Pure.</summary>
    static IEnumerable<PublishObstacle> Judge(PublishIntent intent, Draft? draft, Channel channel, string? newest, Brand brand, int receivers, DocumentRules rules)
    {
        if (channel.State == ChannelState.Off) yield return new("channel.off", $"'{channel.Name}' is switched off. Switch it on first.");
        if (channel.State == ChannelState.Refused) yield return new("channel.refused", $"'{channel.Name}' no longer lets Toombos in. Connect it again, then retry.");
        if (intent.Withdraws) yield break;

        if (intent.ContentHash != newest) yield return new("draft.changed", $"The draft has moved on to version {draft!.VersionNumber}. Read that one, have it approved, and publish it.");
        else if (draft!.ApprovedHash != newest) yield return new("draft.not-approved", "Nobody has approved this text. Have it approved first.");
        if (draft!.UnsupportedClaims > 0) yield return new("draft.unsupported-claims", $"{draft.UnsupportedClaims} claim(s) have no support in the source or are contradicted by it. Correct them, or have a named person accept them.");
        foreach (var obstacle in rules.At(intent.Moment, intent.DryRun)) yield return obstacle;

        if (!channel.About.Takes.Contains(draft.Channel))
            yield return new("channel.wrong-family", $"'{channel.Name}' takes what is written for {string.Join(" or ", channel.About.Takes.Select(NameOf))}; this draft was written for {NameOf(draft.Channel)}.");
        if (channel.About.Publishes != Connectors.Channels.Publishes.Letters)
        {
            if (intent.AudienceId is not null) yield return new("audience.not-needed", $"'{channel.Name}' has no audience. Leave it out.");
            yield break;
        }
        if (intent.AudienceId is null) yield return new("audience.needed", "A newsletter needs an audience. Choose one.");
        else if (receivers == 0) yield return new("audience.empty", "Nobody on this audience may be written to. Add subscribers first.");
        if (string.IsNullOrWhiteSpace(brand.PostalAddress)) yield return new("brand.no-postal-address", "The law wants the sender's postal address in every newsletter. Write it into the brand's settings.");
    }

    async Task<DocumentRules> RulesAsync(Draft draft, GateText version, Brand brand, CancellationToken ct)
    {
        var used = version.Content.Parts.Select(p => p.Item).Append(draft.ItemKey).ToHashSet();
        return DocumentRules.Of((await db.ItemsOfAsync(version.SnapshotId, ct)).Where(i => used.Contains(i.Key)), ChannelKinds.Find(draft.Channel)!, ScheduledTime.ZoneOf(brand));
    }

    sealed record GateText(DraftContent Content, Guid SnapshotId);

    static string NameOf(string channel) => ChannelKinds.Find(channel)!.Name;

    static PublishObstacle NotFound(string thing) => new($"{thing}.not-found", $"There is no {thing} with this id in the workspace.");
}
