using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Platform.Limits;

/// <summary>How much may be asked how often, section <c>RateLimits</c>. What a key may is in the plan of its workspace.</summary>
public sealed class RateLimitsOptions
{
    /// <summary>Whether anything is limited at all, attempts to sign in included.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Cost units per minute of one address that sends no valid credential.</summary>
    [Range(1, 1_000_000)] public int AnonymousPerMinute { get; set; } = 120;

    /// <summary>Cost units per minute of one address from which valid credentials come; a whole office may share it.</summary>
    [Range(1, 1_000_000)] public int AddressPerMinute { get; set; } = 6_000;

    /// <summary>Cost units per minute of a signed-in person's session, or more where the plan gives more.</summary>
    [Range(600, 1_000_000)] public int MemberPerMinute { get; set; } = 600;

    /// <summary>Buckets that are kept in this process at most; the ones nearest to full are dropped first.</summary>
    [Range(1_000, 10_000_000)] public int MostBuckets { get; set; } = 100_000;
}

/// <summary>Checks the options when the process starts.</summary>
[OptionsValidator]
public sealed partial class RateLimitsOptionsValidator : IValidateOptions<RateLimitsOptions>;
