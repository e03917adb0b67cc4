using Microsoft.Extensions.Options;
using Toombos.Server.Platform.Hosting;

namespace Toombos.Server.Platform.Tenancy;

/// <summary>
/// The one place that says whether anything may leave the process for the caller: not for a test key, and for nobody in a dry run.
/// Whatever sends, calls or posts asks here first.
/// </summary>
public sealed class Outbound(Tenant tenant, IOptions<EdgeOptions> edge)
{
    /// <summary>Why nothing may leave, in a sentence for people; null when it may.</summary>
    public string? WhyClosed =>
        tenant.Caller.Test ? "This was asked for with a test key, with which nothing leaves Toombos. Use a live key to do it for real."
        : edge.Value.DryRun ? "This server is set to a dry run, in which nothing leaves it. Ask its operator."
        : null;

    public bool IsOpen => WhyClosed is null;
}
