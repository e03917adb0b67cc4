using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Features.Webhooks;

/// <summary>How patient Toombos is with receivers. Section <c>Webhooks</c>.</summary>
public sealed class WebhooksOptions
{
    /// <summary>Hours for which nothing could be delivered, after which a webhook is switched off.</summary>
    [Range(1, 24 * 60)] public int DisableAfterHours { get; set; } = 72;
}

/// <summary>Holds the settings to their ranges at the start.</summary>
[OptionsValidator]
sealed partial class WebhooksOptionsValidator : IValidateOptions<WebhooksOptions>;
