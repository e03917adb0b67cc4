using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Connectors.Http;

/// <summary>Limits on calls to addresses that tenants name.</summary>
public sealed class OutboundHttpOptions
{
    public const string Section = "OutboundHttp";

    /// <summary>Largest answer in bytes, after decompression.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>For everything together: names, connections, redirects and the body.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 10;

    [Range(0, 20)]
    public int MaxRedirects { get; set; } = 5;

    /// <summary>Ports allowed besides 80 and 443, and besides 25, 465, 587 and 2525 for mail.</summary>
    public IList<int> ExtraPorts { get; } = [];

    /// <summary>
    /// Hosts (names or addresses, without a port) that may be reached on any port although they are not public.
    /// Every tenant can read what they answer.
    /// </summary>
    public IList<string> AllowedPrivateHosts { get; } = [];
}

/// <summary>Refuses impossible limits at start.</summary>
[OptionsValidator]
public sealed partial class OutboundHttpOptionsValidator : IValidateOptions<OutboundHttpOptions>;
