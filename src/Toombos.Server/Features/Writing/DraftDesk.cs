using Microsoft.EntityFrameworkCore;
using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Jobs;
using Toombos.Client.Workspaces;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Checks;
using Toombos.Server.Features.Checks.Voicing;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Rendering;
using Toombos.Server.Features.Voices;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Features.Writing.Editing;
using Toombos.Server.Features.Writing.Modelling;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Jobs;
using Wire = Toombos.Client.Writing.Draft;

namespace Toombos.Server.Features.Writing;

/// <summary>A draft laid open with all that judging or changing its text takes.</summary>
/// <param name="SnapshotId">The snapshot that its text is held against: the version's own, or the one that an update brings it to.</param>
/// <param name="Items">What of that snapshot the piece is about.</param>
public sealed record OpenDraft(Draft Draft, DraftVersion Version, Piece Piece, Guid SnapshotId, IReadOnlyList<Item> Items, Brand Brand, ChannelKind Channel)
{
    /// <summary>The workspace's own voice that the piece is written in, as it is now; null for built-in ones, and where it was removed.</summary>
    public HouseVoice? House { get; init; }

    public CheckReport Check(DraftContent content) => DraftChecks.Run(ToCheck(content));

    public CheckInput ToCheck(DraftContent content) =>
        new() { Channel = Channel, Content = content, Items = Items, Brand = Brand, Voice = House?.Base ?? Piece.Voice, House = House, Line = Piece.ChainLine };

    public DraftContent Apply(EditableDraft edited) => DraftEditing.Apply(Channel.Family, Version.Content, edited, Items);

    public DraftPreview Preview(DraftContent content, CheckReport checks, IReadOnlyList<ShownPicture> pictures)
    {
        var request = new RenderRequest { Channel = Channel, Content = content, Brand = Brand, Ai = AiShares.Of(content, Version.Ai), Template = Piece.Template, Date = DateOnly.FromDateTime(Piece.CreatedAt.UtcDateTime), Pictures = pictures.DistinctBy(p => p.FileId).ToDictionary(p => p.FileId, p => p.Address) };
        return new(DraftRenderer.Html(request), DraftRenderer.Text(request), content, checks, AiDisclosures.Of(request.Ai, Channel, Brand)) { Pictures = pictures };
    }
}

/// <summary>Opens drafts and shows them; shared by every use case that works on one.</summary>
public sealed class DraftDesk(ToombosDb db)
{
    /// <summary>The draft, tracked, with its newest version or the one asked for.</summary>
    public async Task<OpenDraft> OpenAsync(Guid id, int? version, CancellationToken ct)
    {
        var draft = await db.Drafts.FirstOrDefaultAsync(d => d.Id == id, ct) ?? throw Missing.Of("draft");
        var text = await VersionAsync(draft, version ?? draft.VersionNumber, ct);
        var piece = await db.Pieces.AsNoTracking().FirstOrDefaultAsync(p => p.Id == draft.PieceId, ct) ?? throw Missing.Of("draft");
        var workspace = await db.CurrentWorkspaceAsync(ct);
        return new(draft, text, piece, text.SnapshotId, Evidence(piece, text.Content, await db.ItemsOfAsync(text.SnapshotId, ct)), workspace.Brand, ChannelKinds.Find(draft.Channel)!) { House = await db.HouseVoiceAsync(piece.Voice, ct) };
    }

    /// <summary>The items that a text of the piece may rest on: the piece's own, and those into which a block that it cites was moved since.</summary>
    public static IReadOnlyList<Item> Evidence(Piece piece, DraftContent content, IReadOnlyList<Item> snapshot)
    {
        var used = piece.Items.ToHashSet(StringComparer.Ordinal);
        var cited = content.Parts.SelectMany(p => p.Sentences).SelectMany(s => s.Blocks).ToHashSet(StringComparer.Ordinal);
        return [.. snapshot.Where(i => used.Contains(i.Key) || i.Blocks.Any(b => cited.Contains(b.Id)))];
    }

    public async Task<DraftVersion> VersionAsync(Draft draft, int number, CancellationToken ct) =>
        await db.DraftVersions.AsNoTracking().FirstOrDefaultAsync(v => v.DraftId == draft.Id && v.Number == number, ct) ?? throw Missing.Of("version");

    /// <summary>A version as the API shows it, with accepted claims marked.</summary>
    public async Task<Wire> ShowAsync(Draft draft, DraftVersion version, CancellationToken ct) => new()
    {
        Summary = draft.ToWire(), VersionNumber = version.Number, ContentHash = version.ContentHash, SnapshotId = version.SnapshotId, Content = version.Content,
        Editable = DraftEditing.ToEditable(ChannelKinds.Find(draft.Channel)!.Family, version.Content),
        Checks = await ChecksOfAsync(version, ct), Ai = version.Ai, Writing = version.Writing, WritingJob = await WritingJobAsync(draft.Id, ct),
        Opinion = await db.DraftOpinions.Where(o => o.DraftId == draft.Id && o.ContentHash == version.ContentHash).Select(o => o.Opinion).FirstOrDefaultAsync(ct), Approval = draft.ApprovalOf(version.ContentHash),
    };

    Task<Guid?> WritingJobAsync(Guid draft, CancellationToken ct)
    {
        var key = draft.ToString("N");
        return db.OpenJobs.Where(j => j.Kind == WritePayload.Kind && j.Key == key).Select(j => (Guid?)j.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>What the checks said of a version, with the claims that people have answered for since.</summary>
    public async Task<CheckReport> ChecksOfAsync(DraftVersion version, CancellationToken ct)
    {
        if (!version.Checks.Claims.Any(c => c.IsOpen)) return version.Checks;
        var accepted = await db.ClaimAcceptances.AsNoTracking()
            .Where(a => a.DraftId == version.DraftId && a.ContentHash == version.ContentHash).ToDictionaryAsync(a => a.ClaimId, ct);
        return version.Checks with
        {
            Claims = [.. version.Checks.Claims.Select(c => c.IsOpen && accepted.TryGetValue(c.Id, out var by)
                ? c with { Verdict = ClaimVerdict.Accepted, AcceptedBy = by.Name, Reason = by.Reason } : c)],
        };
    }
}
