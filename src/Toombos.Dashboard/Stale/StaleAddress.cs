using System.Globalization;

namespace Toombos.Dashboard.Stale;

/// <summary>Where texts that no longer match their source are looked at.</summary>
static class StaleAddress
{
    public const string Path = "/stale";

    public const string Ignored = "/stale?show=ignored";

    public static string Of(Guid draft, int version) => string.Create(CultureInfo.InvariantCulture, $"/stale/{draft}?version={version}");
}
