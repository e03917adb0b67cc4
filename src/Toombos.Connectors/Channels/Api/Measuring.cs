using System.Text.Json;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Api;

/// <summary>Reads the figures of posts out of the answers of services.</summary>
static class Measuring
{
    /// <summary>What stands at the given paths; what is not told, or is no number, is left out.</summary>
    public static IReadOnlyDictionary<Metric, long> Of(JsonElement post, params ReadOnlySpan<(Metric Metric, string Path)> from)
    {
        var figures = new Dictionary<Metric, long>();
        foreach (var (metric, path) in from)
            if (post.Number(path) is >= 0 and < 9e15 and var value) figures[metric] = (long)value;
        return figures;
    }

    /// <summary>Where each post is asked for by itself.</summary>
    /// <param name="isGone">Whether an answer that is not good means that the post is no longer there.</param>
    public static async Task<Measured> EachAsync(
        IReadOnlyList<string> references, Func<string, Task<ApiAnswer>> ask, Func<ApiAnswer, bool> isGone, Func<ApiAnswer, ChannelAnswer> refusal, Func<ApiAnswer, IReadOnlyDictionary<Metric, long>> read)
    {
        var figures = new Dictionary<string, IReadOnlyDictionary<Metric, long>>();
        foreach (var reference in references)
        {
            var answer = await ask(reference);
            if (answer.Good) figures[reference] = read(answer);
            else if (!isGone(answer)) return new(figures, refusal(answer));
        }
        return new(figures);
    }

    /// <summary>Where many are asked for at once: those of a list that are wanted.</summary>
    public static Measured Among(IReadOnlyList<string> references, IEnumerable<JsonElement> posts, Func<JsonElement, string?> name, Func<JsonElement, IReadOnlyDictionary<Metric, long>> read)
    {
        var (wanted, figures) = (references.ToHashSet(StringComparer.Ordinal), new Dictionary<string, IReadOnlyDictionary<Metric, long>>());
        foreach (var post in posts)
            if (name(post) is { } reference && wanted.Contains(reference)) figures[reference] = read(post);
        return new(figures);
    }
}
