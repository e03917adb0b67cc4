using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Features.Connections;

/// <summary>Programs that the operator has registered at services, section <c>Connections</c>.</summary>
public sealed class ConnectionsOptions
{
    /// <summary>By the provider's name, such as <c>google</c>.</summary>
    public IDictionary<string, ProviderOptions> Providers { get; } = new Dictionary<string, ProviderOptions>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Seconds between looks for tokens that end soon.</summary>
    [Range(10, 86_400)] public int SweepSeconds { get; set; } = 600;

    /// <summary>Seconds for which a token must still be good to be given out.</summary>
    [Range(0, 1800)] public int SpareSeconds { get; set; } = 300;
}

/// <summary>One service as the operator uses it.</summary>
public sealed class ProviderOptions
{
    [StringLength(500)] public string? ClientId { get; set; }
    [StringLength(1000)] public string? ClientSecret { get; set; }

    /// <summary>Other addresses than the service's own, for gateways and tests.</summary>
    public string? AuthorizeAddress { get; set; }
    public string? TokenAddress { get; set; }
    public string? RevokeAddress { get; set; }

    /// <summary>Where a token of hours is traded for one of weeks, and that for the next.</summary>
    public string? ExchangeAddress { get; set; }
    public string? RenewAddress { get; set; }
    public string? WhoAddress { get; set; }
}

/// <summary>Checks the options when the process starts.</summary>
[OptionsValidator]
public sealed partial class ConnectionsOptionsValidator : IValidateOptions<ConnectionsOptions>;
