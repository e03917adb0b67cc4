using System.Globalization;

namespace Toombos.Connectors;

/// <summary>A version of an interface that its maker will switch off.</summary>
/// <param name="Ends">First day on which it may no longer answer.</param>
public sealed record ApiVersion(string Name, DateOnly Ends, DateOnly CheckedOn, string Source)
{
    /// <summary>Days before the end from which on people are told.</summary>
    public const int Notice = 60;

    /// <summary>What to say of it on a day; null while there is time.</summary>
    /// <param name="service">Whose interface it is.</param>
    public string? Warning(string service, DateOnly today) => today.AddDays(Notice) < Ends ? null
        : today < Ends ? string.Create(CultureInfo.InvariantCulture, $"{service} switches the version {Name} of its interface off on {Ends:d MMMM yyyy}, and this version of Toombos speaks no newer one. Update Toombos before that day.")
        : string.Create(CultureInfo.InvariantCulture, $"{service} has switched the version {Name} of its interface off on {Ends:d MMMM yyyy}. Update Toombos.");
}
