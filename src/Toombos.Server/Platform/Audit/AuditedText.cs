using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Metadata;
using Toombos.Client.Audit;

namespace Toombos.Server.Platform.Audit;

/// <summary>
/// What the log may show of a property. Shown are numbers, times, words of enums, ids, and texts that the mapping keeps short and whose name
/// is not that of a secret; of everything else the log says only that it changed. A new property is thus safe before anybody thinks of the log.
/// </summary>
static partial class AuditedText
{
    /// <summary>Columns for longer texts hold documents, sealed values, reasons: not for the log.</summary>
    const int LongestColumn = 254;

    /// <summary>Longer values are cut.</summary>
    const int LongestValue = 200;

    static readonly ConcurrentDictionary<IProperty, Showing> Known = new();

    /// <summary>Whether a change of the property counts at all, and whether its values are shown.</summary>
    public sealed record Showing(bool Counts, bool IsNamed, bool IsShown);

    public static Showing Of(IProperty property) => Known.GetOrAdd(property, Judge);

    static Showing Judge(IProperty property)
    {
        if (property.PropertyInfo?.GetCustomAttribute<UnloggedAttribute>() is not null) return new(false, false, false);
        // What the database needs to keep rows apart is no news for people.
        if (property.IsConcurrencyToken || property.IsPrimaryKey() || property.Name == nameof(Tenancy.ITenantOwned.WorkspaceId)) return new(true, false, false);
        if (property.PropertyInfo?.GetCustomAttribute<ConfidentialAttribute>() is not null || SoundsSecret().IsMatch(property.Name)) return new(true, true, false);
        return new(true, true, IsPlain(property) || property.PropertyInfo?.GetCustomAttribute<LoggedAttribute>() is not null);
    }

    static bool IsPlain(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type.IsEnum || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal)
            || type == typeof(Guid) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) || type == typeof(TimeSpan)
            || (type == typeof(string) && property.GetMaxLength() <= LongestColumn && property.GetValueConverter() is null);
    }

    /// <summary>The field before and after, as far as it may be shown.</summary>
    public static AuditField Field(IProperty property, object? before, object? after)
    {
        var name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var (was, now) = (Shown(before), Shown(after));
        return Of(property).IsShown && !LooksSecret(was) && !LooksSecret(now)
            ? new() { Name = name, Before = was, After = now } : new() { Name = name, Hidden = true };
    }

    static string? Shown(object? value) => value switch
    {
        null => null,
        string text => Clean(text, LongestValue),
        bool yes => yes ? "true" : "false",
        Enum word => AuditForm.WordOf(word),
        DateTimeOffset time => AuditForm.TimeOf(time),
        IEnumerable<string> texts => Clean(string.Join(", ", texts), 2 * LongestValue),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    static bool LooksSecret(string? text) => text is not null && SecretShape().IsMatch(text);

    /// <summary>A text that every database takes and that has one form in UTF-8: no NUL, no half characters, not longer than so much.</summary>
    public static string Clean(string text, int longest)
    {
        if (text.Length > longest)
        {
            var cut = longest - 1;
            if (char.IsHighSurrogate(text[cut - 1])) cut--;
            text = text[..cut] + "…";
        }
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != 0) clean.Append(rune.ToString());
        }
        return clean.ToString();
    }

    [GeneratedRegex("Hash|Secret|Token|Password|Sealed|Stamp|Nonce|Challenge|Verifier|Credential|Cipher", RegexOptions.NonBacktracking)]
    private static partial Regex SoundsSecret();

    /// <summary>Keys and tokens of ours wherever somebody pasted one.</summary>
    [GeneratedRegex("tb_(live|test|session|refresh)_[0-9a-f]{16,}", RegexOptions.NonBacktracking)]
    private static partial Regex SecretShape();
}
