using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Platform.Jobs;

/// <summary>How much is done at once, and how soon a dead node is noticed. Section <c>Jobs</c>.</summary>
public sealed class JobsOptions
{
    /// <summary>Jobs that a node does at the same time. They wait for the network most of the time.</summary>
    [Range(1, 1000)] public int Threads { get; set; } = 64;

    /// <summary>
    /// Whether the engines of workers on PostgreSQL share what was handed to them in tables of their own. It is three to four times slower than each keeping in memory what it
    /// has called itself, and nothing is lost either way: the rows are the truth.
    /// </summary>
    public bool Clustered { get; set; }

    /// <summary>Jobs of one workspace that all nodes together do at the same time.</summary>
    [Range(1, 1000)] public int PerWorkspace { get; set; } = 48;

    /// <summary>Seconds after which a node that does not say that it lives is believed dead, and its jobs go on elsewhere.</summary>
    [Range(3, 600)] public int LeaseSeconds { get; set; } = 10;

    /// <summary>Seconds that running jobs have for their end when the server stops.</summary>
    [Range(0, 300)] public int DrainSeconds { get; set; } = 15;

    /// <summary>Days for which ended jobs can be looked at.</summary>
    [Range(1, 3650)] public int KeepDays { get; set; } = 30;

    /// <summary>Minutes after which a job that should have begun, or should have ended, raises an alert.</summary>
    [Range(1, 1440)] public int AlertMinutes { get; set; } = 5;

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);
}

/// <summary>Holds the settings to their ranges at the start.</summary>
[OptionsValidator]
public sealed partial class JobsOptionsValidator : IValidateOptions<JobsOptions>;
