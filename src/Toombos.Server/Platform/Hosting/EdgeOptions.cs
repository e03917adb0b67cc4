using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Platform.Hosting;

/// <summary>What stands between the server and the world, section <c>Server</c>.</summary>
public sealed class EdgeOptions : IValidatableObject
{
    public const string Section = "Server";

    /// <summary>Addresses of proxies that are believed what they say of the caller's address and scheme. This machine itself always is.</summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>Networks (CIDR) in which every address is such a proxy.</summary>
    public IList<string> TrustedNetworks { get; } = [];

    /// <summary>Names besides the public address under which the server may be asked, once a public address is set: those that other nodes use.</summary>
    public IList<string> Hosts { get; } = [];

    /// <summary>Nothing leaves the process for anybody: no mail, no call to an address. For trying things out.</summary>
    public bool DryRun { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var proxy in TrustedProxies.Where(p => !IPAddress.TryParse(p, out _)))
            yield return new($"Server:TrustedProxies holds '{proxy}', which is no address.");
        foreach (var network in TrustedNetworks.Where(n => !IPNetwork.TryParse(n, out _)))
            yield return new($"Server:TrustedNetworks holds '{network}', which is no network such as 10.0.0.0/8.");
    }
}

/// <summary>Checks the options when the process starts.</summary>
[OptionsValidator]
public sealed partial class EdgeOptionsValidator : IValidateOptions<EdgeOptions>;
