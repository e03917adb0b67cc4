using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Connectors.Http;
using Toombos.Connectors.Sources;
using Toombos.Server.Features.Connections;
using Toombos.Server.Features.Documents.Entries;
using Toombos.Server.Features.Documents.Pictures;
using Toombos.Server.Features.Documents.Syncing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Reads documents that are kept elsewhere, and keeps on the source what came of it.</summary>
public sealed class SourceReader(IEnumerable<ISource> kinds, ToombosDb db, TakeSnapshot take, EntryBook book, FileBook files, PictureShelf pictures, SyncHistory history, AccountTokens accounts)
{
    /// <summary>The first state of a source that is about to be registered; whatever stands against it is an error of the address.</summary>
    public async Task<SyncResult> ReadFirstAsync(Source source, CancellationToken ct)
    {
        var run = history.Begin(source, SyncTrigger.Added);
        switch (await ReadAsync(source, null, ct))
        {
            case SourceReading.Fetched fetched:
                return await TakeAsync(source, run, fetched, ct);
            case SourceReading.Listed listed:
                return await TakeAsync(source, run, new(await book.TakeAsync(source, listed, ct), listed.Revision), ct);
            case SourceReading.Refused { Code: OutboundGate.Code } closed:
                throw new DomainRuleException(closed.Code, closed.Sentence);
            case SourceReading.Refused refused:
                throw new FieldException("address", refused.Sentence);
            case SourceReading.Unreachable away:
                throw Unreachable(away);
            default:
                throw new InvalidOperationException("A first reading can't be unchanged.");
        }
    }

    /// <summary>Looks at the source again. Fails with what stands against it, after keeping that on the source; the last good snapshot stays.</summary>
    public async Task<SyncResult> SyncAsync(Source source, SyncTrigger trigger, CancellationToken ct)
    {
        var run = history.Begin(source, trigger);
        return await ApplyAsync(source, run, await ReadAsync(source, source.Revision, ct), ct);
    }

    /// <summary>Takes over what watching a source gave.</summary>
    public Task<SyncResult> ApplyAsync(Source source, SourceReading reading, CancellationToken ct) => ApplyAsync(source, history.Begin(source, SyncTrigger.Watch), reading, ct);

    async Task<SyncResult> ApplyAsync(Source source, SyncRunRow run, SourceReading reading, CancellationToken ct)
    {
        switch (reading)
        {
            case SourceReading.Fetched fetched:
                return await AgainAsync(source, run, fetched, ct);
            case SourceReading.Listed listed:
                return await AgainAsync(source, run, new(await book.TakeAsync(source, listed, ct), listed.Revision), ct);
            case SourceReading.Refused { Code: OutboundGate.Code } closed:
                // This says nothing of the source, so nothing is kept on it.
                throw new DomainRuleException(closed.Code, closed.Sentence);
            case SourceReading.Refused refused:
                await KeepFailureAsync(source, run, refused.Code, refused.Sentence, null, ct);
                throw new DomainRuleException(refused.Code, refused.Sentence);
            case SourceReading.Unreachable away:
                await KeepFailureAsync(source, run, "source.unreachable", away.Sentence, away.RetryAfter, ct);
                throw Unreachable(away);
            case SourceReading.Unchanged same:
                source.Revision = same.Revision ?? source.Revision;
                await history.GoodAsync(source, run, ct);
                await SaveAsync(source, ct);
                var latest = await db.Snapshots.Where(s => s.Id == source.LatestSnapshotId).Select(Snapshot.AsWire).FirstOrDefaultAsync(ct) ?? throw Missing.Of("source");
                return new(source.ToWire(latest), latest, Changed: false);
            default:
                throw new InvalidOperationException("There is no other reading.");
        }
    }

    async Task<SyncResult> AgainAsync(Source source, SyncRunRow run, SourceReading.Fetched fetched, CancellationToken ct)
    {
        var version = source.Version;
        try
        {
            return await TakeAsync(source, run, fetched, ct);
        }
        catch (DomainRuleException refused) when (source.Version == version)
        {
            // The text itself is at fault (empty, too large): say so on the source too, and keep nothing else of this look.
            db.ChangeTracker.Clear();
            var kept = await db.Sources.FirstOrDefaultAsync(s => s.Id == source.Id, ct) ?? throw Missing.Of("source");
            kept.Revision = null;
            await KeepFailureAsync(kept, new() { SourceId = run.SourceId, StartedAt = run.StartedAt, Trigger = run.Trigger }, refused.Code, refused.Message, null, ct);
            throw;
        }
    }

    async Task<SyncResult> TakeAsync(Source source, SyncRunRow run, SourceReading.Fetched fetched, CancellationToken ct)
    {
        source.Revision = fetched.Revision;
        if (fetched.Files.Count > 0) await files.TakeAsync(source, run, fetched.Files, ct);
        await history.GoodAsync(source, run, ct);
        return await take.FromAsync(source, fetched.Markdown, ct, run);
    }

    async Task KeepFailureAsync(Source source, SyncRunRow run, string code, string sentence, TimeSpan? wait, CancellationToken ct)
    {
        await history.FailedAsync(source, run, code, sentence, wait, ct);
        await SaveAsync(source, ct);
    }

    async Task SaveAsync(Source source, CancellationToken ct)
    {
        source.Version++;
        await db.SaveChangesAsync(ct);
    }

    /// <summary>With the account that the source names. One token that is not accepted is replaced by another; what is wrong with the account itself is a refusal.</summary>
    async Task<SourceReading> ReadAsync(Source source, string? revision, CancellationToken ct)
    {
        var (kind, visit) = (KindOf(source.Kind), new SourceVisit { FilesAsync = c => files.OfAsync(source, c), PictureAsync = pictures.KeepAsync });
        if (source.ConnectionId is not { } id) return await kind.ReadAsync(source.Address!, revision, visit, ct);
        var token = await accounts.GetAsync(id, ct);
        for (var tries = 0; token is AccountToken.Good good; tries++)
        {
            var reading = await kind.ReadAsync(source.Address!, revision, visit with { Account = new(id, good.Token) { Host = good.Host } }, ct);
            if (reading is not SourceReading.Refused { Code: SourceAccount.Rejected } || tries > 0) return reading;
            token = await accounts.ReplaceAsync(id, good.Token, ct);
        }
        return token switch
        {
            AccountToken.Reconnect reconnect => new SourceReading.Refused("connection.reconnect", reconnect.Sentence),
            AccountToken.Later later => new SourceReading.Unreachable(later.Sentence, later.RetryAfter),
            _ => throw new InvalidOperationException("There is no other answer."),
        };
    }

    /// <summary>The connector of a kind, whose name is written with hyphens.</summary>
    public ISource KindOf(SourceKind kind) => kinds.First(k => k.Kind.Replace("-", "", StringComparison.Ordinal).Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase));

    static DomainRuleException Unreachable(SourceReading.Unreachable away) =>
        new("source.unreachable", away.RetryAfter is { } wait ? $"{away.Sentence} Try again in {wait.TotalSeconds:0} seconds." : away.Sentence, StatusCodes.Status502BadGateway);
}
