using System.Globalization;

namespace Toombos.Server.Features.Checks.Claims;

/// <summary>The counters of a thread's posts (2/5): ours, so neither a claim nor a fact.</summary>
static class ThreadNumbers
{
    /// <summary>The text with the counter of its own post at either end blanked out, so that places stay true.</summary>
    public static string Blank(string text, int post, int posts)
    {
        if (post == 0 || posts < 2 || !text.Contains('/')) return text;
        var counter = Of(post, posts);
        var trimmed = text.AsSpan().Trim(" ()[]🧵");
        if (trimmed.SequenceEqual(counter)) return "";
        if (text.StartsWith(counter, StringComparison.Ordinal) && !char.IsDigit(text[counter.Length])) return new string(' ', counter.Length) + text[counter.Length..];
        var end = text.TrimEnd(' ', ')', ']');
        return end.EndsWith(counter, StringComparison.Ordinal) && !char.IsDigit(end[^(counter.Length + 1)]) ? text[..(end.Length - counter.Length)] : text;
    }

    public static string Of(int post, int posts) => string.Create(CultureInfo.InvariantCulture, $"{post}/{posts}");
}
