using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Platform.Text;
using Publishes = Toombos.Connectors.Channels.Publishes;
using Draft = Toombos.Server.Features.Writing.Draft;

namespace Toombos.Server.Features.Publishing;

/// <summary>Writes the intent to publish: publication, its text, its place in the ledger and its job, all in the caller's transaction or none.</summary>
sealed class Publisher(ToombosDb db, PublishGate gate, PublishedPictures pictures, PublicationDesk desk, Outbound outbound, Tenant tenant, TimeProvider clock)
{
    /// <summary>What the gate says of a request, and the moment it means.</summary>
    public async Task<(GateView View, ScheduledTime? Time, LocalTime? At)> LookAsync(PublishRequest request, CancellationToken ct)
    {
        var zone = (await db.CurrentWorkspaceAsync(ct)).Brand.TimeZone;
        var at = request.At is { } asked ? asked with { Zone = asked.Zone ?? zone } : null;
        var (time, now) = (at is null ? null : ScheduledTime.Of(at, zone), clock.GetUtcNow());
        var dry = request.DryRun || !outbound.IsOpen;
        var view = await gate.LookAsync(new()
        {
            DraftId = request.DraftId, ContentHash = request.ContentHash, ChannelId = request.ChannelId, AudienceId = request.AudienceId, DryRun = dry, UpdateOf = request.UpdateOf,
            Moment = time?.Moment ?? now, CountsReceivers = true,
        }, ct);
        var twice = dry || view.Draft is null ? null : await TwiceAsync(view.Draft, request.ChannelId, SlotOf(request, view), ct);
        return (view with { Obstacles = [.. view.Obstacles, .. new[] { time?.ObstacleAt(now), twice }.OfType<PublishObstacle>()] }, time, at);
    }

    public async Task<Publication> AddAsync(PublishRequest request, string? idempotencyKey, CancellationToken ct)
    {
        var (view, time, at) = await LookAsync(request, ct);
        view.Require();
        var (draft, channel, now) = (view.Draft!, view.Channel!, clock.GetUtcNow());
        var version = await db.DraftVersions.AsNoTracking().FirstAsync(v => v.DraftId == draft.Id && v.Number == draft.VersionNumber, ct);
        var piece = await db.Pieces.AsNoTracking().FirstAsync(p => p.Id == draft.PieceId, ct);
        var due = time?.Moment ?? now;
        var page = channel.About.Publishes is Publishes.Site or Publishes.Pages ? await PageOfAsync(draft, version.Content, channel.Id, ct) : default;
        var publication = new Publication
        {
            Title = draft.Title, PieceId = draft.PieceId, DraftId = draft.Id, VersionNumber = version.Number, ContentHash = version.ContentHash, ChannelId = channel.Id, ChannelName = channel.Name,
            ChannelKind = channel.Kind, AudienceId = view.Audience?.Id, AudienceName = view.Audience?.Name, Slot = SlotOf(request, view), DryRun = request.DryRun || !outbound.IsOpen, DueAt = due, At = at, CreatedAt = now,
            CreatedBy = AuditedText.Clean(tenant.Actor, AuditRow.NameLength), Slug = page.Slug, UpdateOfId = page.Replaces ?? view.Up?.Id, IdempotencyKey = idempotencyKey,
            RequestHash = idempotencyKey is null ? null : HashOf(request), SearchText = $"{draft.Title}\n{channel.Name}\n{view.Audience?.Name}".ToLowerInvariant(),
        };
        db.PublishedTexts.Add(new()
        {
            Id = publication.Id, WrittenFor = draft.Channel, Template = piece.Template, Date = page.Since ?? DayOf(due, view), ApprovedBy = draft.ApprovedBy, Ai = version.Ai, Content = version.Content,
        });
        if (channel.About.Pictures == PictureWay.Linked && !publication.DryRun) await pictures.MakePublicAsync(version.Content, ct);
        await WriteAsync(publication, ct);
        return publication;
    }

    /// <summary>Adds it with its one delivery, or, for a newsletter, without: who receives it is decided when the time has come.</summary>
    public async Task WriteAsync(Publication publication, CancellationToken ct)
    {
        db.Publications.Add(publication);
        if (publication.AudienceId is null)
        {
            db.Deliveries.Add(new() { PublicationId = publication.Id, Target = publication.ChannelId, UpdatedAt = publication.CreatedAt });
            publication.PlannedAt = publication.CreatedAt;
        }
        await desk.EnqueueAsync(publication, ct);
        await db.SaveChangesAsync(ct);
    }

    public static string HashOf(PublishRequest request) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Json.Write(request))));

    /// <summary>Where nothing else is said, a change has the name of what it changes.</summary>
    static string SlotOf(PublishRequest request, GateView view) => request.Slot?.Trim() ?? view.Up?.Slot ?? "";

    async Task<PublishObstacle?> TwiceAsync(Draft draft, Guid channel, string slot, CancellationToken ct)
    {
        if (await db.Publications.Where(p => p.DraftId == draft.Id && p.VersionNumber == draft.VersionNumber && p.ChannelId == channel && p.Slot == slot && !p.DryRun && !p.Withdraws && p.State != PublicationState.Cancelled)
            .Select(p => new { p.Id, p.State }).FirstOrDefaultAsync(ct) is not { } there) return null;
        return new("publication.exists", there.State is PublicationState.Failed or PublicationState.Partial
            ? $"This version was published here before and did not arrive everywhere. Retry that publication ({there.Id}): it sends only what failed. To send it anew, give this time a name in 'slot'."
            : $"This version is published here already, or about to be ({there.Id}). To send it a second time, give the second time a name in 'slot'.");
    }

    /// <summary>Address and first day of the draft's page on a site. Once up, it keeps both, whatever is published there later.</summary>
    async Task<(string? Slug, Guid? Replaces, DateOnly? Since)> PageOfAsync(Draft draft, DraftContent content, Guid site, CancellationToken ct)
    {
        var onSite = db.Publications.Where(p => p.ChannelId == site && p.Slug != null);
        if (await onSite.Where(p => p.DraftId == draft.Id).OrderBy(p => p.Id).Select(p => p.Slug).FirstOrDefaultAsync(ct) is { } known)
        {
            var up = await SitePages.UpAsync(db, site, draft.Id, ct);
            return (known, up?.Id, up is null ? null : await db.PublishedTexts.Where(t => t.Id == up.Id).Select(t => (DateOnly?)t.Date).FirstOrDefaultAsync(ct));
        }
        var wanted = Slug.From(content.Slug ?? draft.Title, 90);
        var taken = (await onSite.Where(p => p.Slug!.StartsWith(wanted)).Select(p => p.Slug!).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        taken.UnionWith(SitePages.Reserved);
        var slug = wanted;
        for (var n = 2; taken.Contains(slug); n++) slug = $"{wanted}-{n}";
        return (slug, null, null);
    }

    static DateOnly DayOf(DateTimeOffset due, GateView view) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(due, ScheduledTime.ZoneOf(view.Brand)).DateTime);
}
