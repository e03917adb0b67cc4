using Microsoft.AspNetCore.Http;

namespace Toombos.Dashboard.Access;

/// <summary>
/// From where and with which browser somebody looks at the dashboard. The API is told, or its limits, sessions and audit log would know
/// the dashboard's own machine only. A circuit keeps what its connection said.
/// </summary>
sealed class Visitor(IHttpContextAccessor requests)
{
    const int LongestAgent = 500;
    (string? Address, string? Agent)? _kept;

    public void Keep() => _kept = Read();

    /// <summary>Adds both to whatever a client of the API sends. Believed there only when it trusts the dashboard's machine as a proxy.</summary>
    public void Sign(HttpClient http)
    {
        var (address, agent) = _kept ?? Read();
        if (address is not null) http.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", address);
        if (agent is not null) http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
    }

    (string?, string?) Read()
    {
        if (requests.HttpContext is not { } context) return (null, null);
        var address = context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;
        var agent = context.Request.Headers.UserAgent.ToString();
        return (address?.ToString(), agent.Length is > 0 and <= LongestAgent ? agent : null);
    }
}
