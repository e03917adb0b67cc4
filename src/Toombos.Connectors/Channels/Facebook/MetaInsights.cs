using Toombos.Connectors.Channels.Api;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Channels.Facebook;

/// <summary>Figures as Meta's insights give them: a list of names, each with its value. Source: developers.facebook.com/docs/threads/insights.</summary>
static class MetaInsights
{
    public static IReadOnlyDictionary<Metric, long> Of(ApiAnswer answer)
    {
        var figures = new Dictionary<Metric, long>();
        foreach (var told in answer.Each("data"))
            if (MetricOf(told.Text("name")) is { } metric && told.Each("values").Select(v => v.Number("value")).FirstOrDefault() is >= 0 and < 9e15 and var value) figures[metric] = (long)value;
        return figures;
    }

    static Metric? MetricOf(string? name) => name switch
    {
        "views" => Metric.Views, "likes" => Metric.Likes, "reposts" => Metric.Reposts, "replies" => Metric.Replies, "quotes" => Metric.Quotes, _ => null,
    };
}
