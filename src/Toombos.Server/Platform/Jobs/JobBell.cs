namespace Toombos.Server.Platform.Jobs;

/// <summary>Rings when there may be a job to begin: one was added, or a place became free.</summary>
public sealed class JobBell(TimeProvider clock) : Bell(clock)
{
    /// <summary>The word that PostgreSQL carries to the workers with the commit.</summary>
    public const string Channel = "toombos_jobs";
}
