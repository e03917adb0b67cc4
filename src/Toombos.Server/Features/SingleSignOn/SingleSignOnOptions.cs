using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Features.SingleSignOn;

/// <summary>How domains are looked up, section <c>SingleSignOn</c>.</summary>
public sealed class SingleSignOnOptions
{
    /// <summary>Name servers to ask, as address or address:port; those of the machine when empty.</summary>
    public IList<string> NameServers { get; } = [];

    /// <summary>Seconds to wait for a name server.</summary>
    [Range(1, 30)] public int NameServerSeconds { get; set; } = 5;
}

/// <summary>Checks the options when the process starts.</summary>
[OptionsValidator]
public sealed partial class SingleSignOnOptionsValidator : IValidateOptions<SingleSignOnOptions>;
