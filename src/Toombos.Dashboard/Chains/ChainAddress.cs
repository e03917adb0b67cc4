using System.Globalization;
using Toombos.Dashboard.Design;

namespace Toombos.Dashboard.Chains;

/// <summary>Where chains are found, and how their days are written.</summary>
static class ChainAddress
{
    public const string Path = "/chains";

    public static string Of(Guid id) => $"{Path}/{id}";

    public static string Day(DateOnly day) => day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>Pieces and chains are two views of what was written.</summary>
    public static IReadOnlyList<TabLinks.Tab> Tabs { get; } = [new("pieces", "Pieces", "/pieces"), new("chains", "Chains", Path)];
}
