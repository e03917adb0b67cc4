using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Audit;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Audit;

/// <summary>The log, newest first, narrowed by what the query asks for. Each filter has an index that ends in the sequence.</summary>
static class ListEntries
{
    public static async Task<Ok<Page<AuditEntry>>> Handle(
        ToombosDb db, [AsParameters] AuditFilter filter, string? after, int? limit, CancellationToken ct)
    {
        var (end, size) = (SequenceOf(after), Keyset.Clamp(limit));
        var entries = filter.Apply(db.AuditEntries.AsNoTracking());
        if (end is not null) entries = entries.Where(e => e.Sequence < end);
        if (filter.From is { } from && await FirstAsync(db, from, ct) is var first) entries = first is null ? entries.Where(e => false) : entries.Where(e => e.Sequence >= first);
        if (filter.To is { } to && await FirstAsync(db, to, ct) is { } behind) entries = entries.Where(e => e.Sequence < behind);

        var rows = filter.Action is null
            ? await Newest(entries, size).ToListAsync(ct)
            : await OfActionsAsync(entries, await AuditActions.BeginningAsync(db, filter.Action, ct), size, ct);
        return TypedResults.Ok(Keyset.Page(rows, size, e => e.Sequence.ToString(CultureInfo.InvariantCulture), e => e.ToWire()));
    }

    static IQueryable<AuditRow> Newest(IQueryable<AuditRow> entries, int size) => entries.OrderByDescending(e => e.Sequence).Take(size + 1);

    /// <summary>The newest of each action, by its own stretch of the index, and of those the newest: never a sort of all that match.</summary>
    static async Task<List<AuditRow>> OfActionsAsync(IQueryable<AuditRow> entries, IReadOnlyList<string> actions, int size, CancellationToken ct)
    {
        if (actions is [var only]) return await Newest(entries.Where(e => e.Action == only), size).ToListAsync(ct);
        var newest = new List<long>();
        foreach (var action in actions) newest.AddRange(await Newest(entries.Where(e => e.Action == action), size).Select(e => e.Sequence).ToListAsync(ct));
        newest = [.. newest.OrderDescending().Take(size + 1)];
        return await entries.Where(e => newest.Contains(e.Sequence)).OrderByDescending(e => e.Sequence).ToListAsync(ct);
    }

    /// <summary>Times never go back in a log, so a moment is a place in it.</summary>
    static Task<long?> FirstAsync(ToombosDb db, DateTimeOffset moment, CancellationToken ct) =>
        db.AuditEntries.Where(e => e.At >= moment).OrderBy(e => e.At).ThenBy(e => e.Sequence).Select(e => (long?)e.Sequence).FirstOrDefaultAsync(ct);

    static long? SequenceOf(string? after) => after is null ? null
        : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence
        : throw new DomainRuleException("cursor.invalid", "The cursor in 'after' is not one that a list gave out. Leave it out to start at the first page.", StatusCodes.Status400BadRequest);
}

/// <summary>The query of the list.</summary>
sealed record AuditFilter
{
    [StringLength(100)] public string? Action { get; init; }
    public Guid? ActorId { get; init; }
    [StringLength(100)] public string? TargetKind { get; init; }
    [StringLength(200)] public string? TargetId { get; init; }
    [StringLength(45)] public string? Address { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }

    public IQueryable<AuditRow> Apply(IQueryable<AuditRow> entries)
    {
        if (ActorId is { } actor) entries = entries.Where(e => e.ActorId == actor);
        if (TargetKind is { } kind) entries = entries.Where(e => e.TargetKind == kind);
        if (TargetId is { } target) entries = entries.Where(e => e.TargetId == target);
        if (Address is { } address) entries = entries.Where(e => e.Address == address);
        return entries;
    }
}
