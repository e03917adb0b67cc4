using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Toombos.Connectors.Sources;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Documents.Entries;

/// <summary>Keeps the entries of a source in the save under way, and writes the document that they make together.</summary>
public sealed class EntryBook(ToombosDb db, TimeProvider clock)
{
    /// <summary>Takes over a whole reading.</summary>
    /// <returns>The document.</returns>
    public async Task<string> TakeAsync(Source source, SourceReading.Listed reading, CancellationToken ct)
    {
        var known = await EntriesOfAsync(source, ct);
        var order = EntryDocument.Ordered(known);
        var met = new HashSet<SourceEntryRow>();
        for (var place = 0; place < reading.Entries.Count; place++)
        {
            var row = Put(source, known, reading.Entries[place], "");
            row.Place = place;
            met.Add(row);
        }
        foreach (var gone in reading.Newest ? EntryAge.Deleted(order, met) : order.Where(e => !met.Contains(e))) Remove(known, gone);
        return Write(reading.Title ?? source.Name, known);
    }

    /// <summary>Adds or changes some entries and takes others out.</summary>
    /// <returns>The document.</returns>
    public async Task<string> ChangeAsync(Source source, IReadOnlyList<(SourceEntry Entry, string Flags)> put, IReadOnlyList<string> gone, CancellationToken ct)
    {
        var known = await EntriesOfAsync(source, ct);
        foreach (var (entry, flags) in put) Put(source, known, entry, flags);
        foreach (var id in gone)
            if (known.GetValueOrDefault(IdentityOf(id)) is { } row) Remove(known, row);
        return EntryDocument.Of(source.Name, EntryDocument.Ordered(known));
    }

    async Task<Dictionary<string, SourceEntryRow>> EntriesOfAsync(Source source, CancellationToken ct) =>
        await db.SourceEntries.Where(e => e.SourceId == source.Id).ToDictionaryAsync(e => e.Identity, StringComparer.Ordinal, ct);

    SourceEntryRow Put(Source source, Dictionary<string, SourceEntryRow> known, SourceEntry entry, string flags)
    {
        var (identity, title) = (IdentityOf(entry.Id), TextCut.AtWord(entry.Title, SourceEntryRow.LongestTitle));
        if (!known.TryGetValue(identity, out var row))
        {
            row = new() { SourceId = source.Id, Identity = identity, Title = title, Markdown = entry.Markdown, MetAt = clock.GetUtcNow() };
            known[identity] = row;
            db.SourceEntries.Add(row);
        }
        (row.Title, row.Markdown, row.Date, row.Link, row.Author, row.Flags) = (title, entry.Markdown, entry.Date, entry.Link, entry.Author, flags);
        if (!row.Tags.SequenceEqual(entry.Tags)) row.Tags = entry.Tags;
        return row;
    }

    /// <summary>What no longer fits into one document is the oldest, and is let go.</summary>
    string Write(string title, Dictionary<string, SourceEntryRow> known)
    {
        var order = EntryDocument.Ordered(known);
        var kept = EntryDocument.Fitting(order);
        foreach (var oldest in order.Skip(kept)) Remove(known, oldest);
        return EntryDocument.Of(title, order.Take(kept));
    }

    void Remove(Dictionary<string, SourceEntryRow> known, SourceEntryRow row)
    {
        known.Remove(row.Identity);
        db.SourceEntries.Remove(row);
    }

    static string IdentityOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
}
