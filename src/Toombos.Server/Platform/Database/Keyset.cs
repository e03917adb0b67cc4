using System.Globalization;
using Toombos.Client;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Platform.Database;

/// <summary>Keyset pages: the cursor is the last row's key, so that a page costs the same wherever it lies.</summary>
public static class Keyset
{
    public const int MaxLimit = 200;

    public static int Clamp(int? limit) => Math.Clamp(limit ?? 50, 1, MaxLimit);

    /// <summary>The id in a cursor of a list by id; null for the first page.</summary>
    public static Guid? IdOf(string? after) => after is null ? null
        : Guid.TryParseExact(after, "N", out var id) ? id : throw Invalid();

    /// <summary>The position in a cursor of a list by position; null for the first page.</summary>
    public static int? PositionOf(string? after) => after is null ? null
        : int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : throw Invalid();

    /// <summary>The number in a cursor of a list by a long sequence; null for the first page.</summary>
    public static long? SequenceOf(string? after) => after is null ? null
        : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : throw Invalid();

    /// <summary>Moment and id in a cursor of a list by moment; null for the first page.</summary>
    public static (DateTimeOffset At, Guid Id)? MomentOf(string? after)
    {
        if (after is null) return null;
        return after.Split('-') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.Ticks && Guid.TryParseExact(id, "N", out var last)
            ? (new(at, TimeSpan.Zero), last) : throw Invalid();
    }

    /// <summary>The cursor that <see cref="MomentOf"/> reads.</summary>
    public static string CursorOf(DateTimeOffset at, Guid id) => $"{at.UtcTicks.ToString(CultureInfo.InvariantCulture)}-{id:N}";

    /// <summary>A page of the rows, of which one more than the limit was read.</summary>
    public static Page<TWire> Page<TRow, TWire>(IReadOnlyList<TRow> rows, int limit, Func<TRow, string> cursor, Func<TRow, TWire> toWire) =>
        new([.. rows.Take(limit).Select(toWire)], rows.Count > limit ? cursor(rows[limit - 1]) : null);

    static DomainRuleException Invalid() => new("cursor.invalid",
        "The cursor in 'after' is not one that a list gave out. Leave it out to start at the first page.", StatusCodes.Status400BadRequest);
}
