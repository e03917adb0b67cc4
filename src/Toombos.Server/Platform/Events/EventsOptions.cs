using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Platform.Events;

/// <summary>How long events can be heard again, and by whom over a socket, section <c>Events</c>.</summary>
public sealed class EventsOptions : IValidatableObject
{
    /// <summary>Days; older events are removed within the hour. What they told of is in the audit log.</summary>
    [Range(1, 3650)] public int KeepDays { get; set; } = 90;

    /// <summary>Seconds after which a silent socket is asked whether anybody is there; one that does not answer for as long is cut off.</summary>
    [Range(1, 600)] public int SocketPingSeconds { get; set; } = 15;

    /// <summary>Whose pages may open a socket besides those of this server, such as <c>https://app.example.com</c>.</summary>
    public IList<string> Origins { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var origin in Origins.Where(o => !Uri.TryCreate(o, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != o))
            yield return new($"Events:Origins holds '{origin}', which is no origin such as https://app.example.com.");
    }
}

/// <summary>Holds the settings to their ranges at the start.</summary>
[OptionsValidator]
sealed partial class EventsOptionsValidator : IValidateOptions<EventsOptions>;
