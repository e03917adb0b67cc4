namespace Toombos.Server.Platform.Tenancy;

/// <summary>What a person calls the thing they sign in from.</summary>
public static class DeviceNames
{
    /// <summary>"Firefox on Linux" rather than a line of product tokens; never more than the list of sessions needs.</summary>
    public static string? Of(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent)) return null;
        string? Known(params ReadOnlySpan<(string Mark, string Name)> marks)
        {
            foreach (var (mark, name) in marks)
            {
                if (userAgent.Contains(mark, StringComparison.OrdinalIgnoreCase)) return name;
            }
            return null;
        }
        var browser = Known(("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl"));
        var system = Known(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux"));
        return (browser, system) switch
        {
            (null, null) => userAgent.Split('/', ' ')[0] is { Length: <= 60 } first ? first : null,
            (not null, not null) => $"{browser} on {system}",
            _ => browser ?? system,
        };
    }
}
