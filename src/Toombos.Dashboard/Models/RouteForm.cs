using Toombos.Client.Models;

namespace Toombos.Dashboard.Models;

/// <summary>The models that are asked for one purpose, in order, as they are being set.</summary>
public sealed class RouteForm(ModelPurpose purpose, IEnumerable<ModelRoute> routes)
{
    public const int Most = 10;

    public sealed class Stop
    {
        public required Guid ProviderId { get; init; }
        public required string Model { get; init; }
        public int Seconds { get; set; }
    }

    public ModelPurpose Purpose => purpose;
    public List<Stop> Stops { get; } = [.. routes.Select(r => new Stop { ProviderId = r.ProviderId, Model = r.Model, Seconds = r.MaxSeconds })];

    public IReadOnlyList<ModelRoute> ToRoutes() => [.. Stops.Select(s => new ModelRoute { ProviderId = s.ProviderId, Model = s.Model, MaxSeconds = s.Seconds })];

    /// <summary>Models of all providers that are not asked yet.</summary>
    public IEnumerable<(ModelProvider Provider, ModelEntry Model)> Left(IEnumerable<ModelProvider> providers) =>
        providers.SelectMany(p => p.Models.Select(m => (p, m))).Where(o => !Stops.Exists(s => s.ProviderId == o.p.Id && s.Model == o.m.Name));

    /// <summary>False where it stands at that end already.</summary>
    public bool Move(Stop stop, int by)
    {
        var (from, to) = (Stops.IndexOf(stop), Stops.IndexOf(stop) + by);
        if (from < 0 || to < 0 || to >= Stops.Count) return false;
        (Stops[from], Stops[to]) = (Stops[to], Stops[from]);
        return true;
    }
}
