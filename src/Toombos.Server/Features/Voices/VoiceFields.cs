using Toombos.Client.Voices;
using Toombos.Server.Features.Checks.Claims;
using Toombos.Server.Features.Checks.Rules;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Voices;

/// <summary>What must hold for the fields of a voice besides their shape.</summary>
static class VoiceFields
{
    const int LongestSlug = 50;

    public static string Slug(string? slug, string name)
    {
        var made = slug ?? Platform.Text.Slug.From(name, LongestSlug);
        return Wording.Voices.Contains(made, StringComparer.Ordinal) ? throw new FieldException("slug", $"'{made}' is the name of a built-in tone. Choose another.") : made;
    }

    public static string Base(string name) =>
        Wording.Voices.FirstOrDefault(v => v.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase)) ?? throw new FieldException("base", $"There is no tone '{name}'. Use one of: {string.Join(", ", Wording.Voices)}.");

    public static string? Text(string? text) => text?.Trim() is { Length: > 0 } trimmed ? trimmed : null;

    public static IReadOnlyList<string> Examples(IReadOnlyList<string>? examples) => [.. (examples ?? []).Select(e => e.Trim()).Where(e => e.Length > 0)];

    /// <summary>Trimmed, each term once, those of nothing but quotation marks left out; rules that no text can keep are refused.</summary>
    public static VoiceRules Rules(VoiceRules? rules)
    {
        if (rules is null) return new();
        if (rules.BannedTerms.Any(t => t is null)) throw new FieldException("rules.bannedTerms", "Each entry is a term, and none is null.");
        var banned = rules.BannedTerms.Where(t => Folding.Fold(t.Term).Length > 0).Select(t => new BannedTerm { Term = t.Term.Trim(), Better = Text(t.Better) }).DistinctBy(t => t.Term, StringComparer.OrdinalIgnoreCase).ToList();
        var required = rules.RequiredTerms.Select(t => t.Trim()).Where(t => Folding.Fold(t).Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (required.FirstOrDefault(r => banned.Exists(b => b.Term.Equals(r, StringComparison.OrdinalIgnoreCase))) is { } both)
            throw new FieldException("rules.requiredTerms", $"'{both}' is among the words that the voice does not say.");
        if (banned.Find(b => b.Better?.Equals(b.Term, StringComparison.OrdinalIgnoreCase) == true) is { } same)
            throw new FieldException("rules.bannedTerms", $"'{same.Term}' can't be the better word for itself.");
        if (rules.LongestSentence < rules.AverageSentence) throw new FieldException("rules.longestSentence", "The longest sentence can't be shorter than the average.");
        return rules with { BannedTerms = banned, RequiredTerms = required, Persons = rules.Persons is { Count: > 0 } persons ? [.. persons.Distinct().Order()] : null };
    }
}
