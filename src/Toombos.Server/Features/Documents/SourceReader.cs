using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Connectors.Http;
using Toombos.Connectors.Sources;
using Toombos.Server.Features.Connections;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Reads documents that are kept elsewhere, and keeps on the source what came of it.</summary>
public sealed class SourceReader(IEnumerable<ISource> kinds, ToombosDb db, TakeSnapshot take, AccountTokens accounts, TimeProvider clock)
{
    /// <summary>The text of a source that is about to be registered; whatever stands against it is an error of the address.</summary>
    public async Task<string> ReadFirstAsync(Source source, CancellationToken ct)
    {
        switch (await ReadAsync(source, null, ct))
        {
            case SourceReading.Fetched fetched:
                source.Revision = fetched.Revision;
                return fetched.Markdown;
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
    public async Task<SyncResult> SyncAsync(Source source, CancellationToken ct) =>
        await ApplyAsync(source, await ReadAsync(source, source.Revision, ct), ct);

    /// <summary>Takes over what a reading gave.</summary>
    public async Task<SyncResult> ApplyAsync(Source source, SourceReading reading, CancellationToken ct)
    {
        switch (reading)
        {
            case SourceReading.Fetched fetched:
                source.Revision = fetched.Revision;
                return await TakeAsync(source, fetched.Markdown, ct);
            case SourceReading.Refused { Code: OutboundGate.Code } closed:
                // This says nothing of the source, so nothing is kept on it.
                throw new DomainRuleException(closed.Code, closed.Sentence);
            case SourceReading.Refused refused:
                await KeepErrorAsync(source, refused.Sentence, ct);
                throw new DomainRuleException(refused.Code, refused.Sentence);
            case SourceReading.Unreachable away:
                await KeepErrorAsync(source, away.Sentence, ct);
                throw Unreachable(away);
            default:
                await KeepErrorAsync(source, null, ct);
                var latest = await db.Snapshots.Where(s => s.Id == source.LatestSnapshotId).Select(Snapshot.AsWire).FirstOrDefaultAsync(ct) ?? throw Missing.Of("source");
                return new(source.ToWire(latest), latest, Changed: false);
        }
    }

    async Task<SyncResult> TakeAsync(Source source, string markdown, CancellationToken ct)
    {
        var version = source.Version;
        try
        {
            return await take.FromAsync(source, markdown, ct);
        }
        catch (DomainRuleException refused) when (source.Version == version)
        {
            // The text itself is at fault (empty, too large): say so on the source too.
            source.Revision = null;
            await KeepErrorAsync(source, refused.Message, ct);
            throw;
        }
    }

    async Task KeepErrorAsync(Source source, string? sentence, CancellationToken ct)
    {
        source.SyncedAt = clock.GetUtcNow();
        source.SyncError = sentence;
        source.Version++;
        await db.SaveChangesAsync(ct);
    }

    /// <summary>With the account that the source names. One token that is not accepted is replaced by another; what is wrong with the account itself is a refusal.</summary>
    async Task<SourceReading> ReadAsync(Source source, string? revision, CancellationToken ct)
    {
        var kind = KindOf(source.Kind);
        if (source.ConnectionId is not { } id) return await kind.ReadAsync(source.Address!, revision, ct);
        var token = await accounts.GetAsync(id, ct);
        for (var tries = 0; token is AccountToken.Good good; tries++)
        {
            var reading = await kind.ReadAsync(source.Address!, revision, new(id, good.Token), ct);
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
