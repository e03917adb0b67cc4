using System.Text.Json;
using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Facebook;

/// <summary>How much of the day's posts is used, as the service says at this moment.</summary>
static class MetaQuota
{
    public static CheckedPoint PointOf(ApiAnswer answer)
    {
        if (!answer.Good) return CheckedPoints.Bad("Quota", MetaErrors.Refusal(answer));
        var said = answer.Each("data").FirstOrDefault();
        if (said.ValueKind != JsonValueKind.Object || !said.TryGetProperty("quota_usage", out var usage) || !said.TryGetProperty("config", out var config) || !config.TryGetProperty("quota_total", out var total)) return new(true, "Quota", "Posts are allowed.");
        var sentence = $"{usage.GetRawText()} of {total.GetRawText()} posts of the last day are used.";
        return usage.TryGetInt32(out var used) && total.TryGetInt32(out var most) && used >= most ? new(false, "Quota", sentence + " What goes out now waits for the next day.", ChannelProblem.Quota) : new(true, "Quota", sentence);
    }
}
