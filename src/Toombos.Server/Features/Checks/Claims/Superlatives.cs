namespace Toombos.Server.Features.Checks.Claims;

/// <summary>Reads superlatives and absolutes: the largest, el más ligero, la plus rapide, the only, never.</summary>
static class Superlatives
{
    /// <summary>By what the words at a token rank, one word for all languages; null where they rank nothing.</summary>
    /// <param name="claims">Read strictly: most superlatives need an article before them, since "first" and "best" open sentences too.</param>
    /// <param name="last">Last token of the superlative.</param>
    public static string? RankAt(TokenText at, int i, bool claims, out int last)
    {
        last = i;
        if (StatementWords.Most.Has(at[i]) && at.KindOf(i + 1) == TokenKind.Word && at.IsJoined(i + 1) && (HasArticle(at, i) || (at[i] is "más" && at[i - 2] is "el" or "la" or "los" or "las" or "El" or "La"))
            && !StatementWords.Small.Has(at[i + 1]))
        {
            last = i + 1;
            return StatementWords.RankOf(at[i + 1]);
        }
        if (!StatementWords.Superlatives.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(at[i], out var rank)) return null;
        if (!claims) return rank;
        if (StatementWords.NotSuperlativeBefore.Has(at[i + 1]) || at.KindOf(i + 1) == TokenKind.Number) return null;
        return StatementWords.WithoutArticle.Contains(rank) || HasArticle(at, i) ? rank : null;
    }

    static bool HasArticle(TokenText at, int i) => at.IsJoined(i) && (StatementWords.Articles.Has(at[i - 1]) || at[i - 1].EndsWith("'s") || at[i - 1].EndsWith("’s"));
}
