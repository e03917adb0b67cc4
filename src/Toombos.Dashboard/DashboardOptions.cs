namespace Toombos.Dashboard;

/// <summary>Where the dashboard finds the API. Section <c>Dashboard</c> of the configuration.</summary>
public sealed class DashboardOptions
{
    public const string Section = "Dashboard";

    /// <summary>Address of the API; the address that this process listens on when left out.</summary>
    public Uri? ApiAddress { get; set; }
}
