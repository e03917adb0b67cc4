using System.ComponentModel.DataAnnotations;
using Toombos.Client.Usage;

namespace Toombos.Server.Features.Usage;

/// <summary>The plans, smallest first: the ones that come with the product, changed and added to by the section <c>Plans</c>.</summary>
public sealed class PlanCatalog(IConfiguration configuration)
{
    public IReadOnlyList<Plan> All { get; } = Read(configuration);

    /// <summary>The plan of this name; the smallest where an operator has taken that one away.</summary>
    public Plan Of(string name) => Find(name) ?? All[0];

    public Plan? Find(string name) => All.FirstOrDefault(plan => plan.Name == name);

    /// <summary>The next plan that has more of something; null when none has.</summary>
    public Plan? WithMore(Plan than, Func<Plan, long?> of) =>
        of(than) is { } has ? All.SkipWhile(plan => plan != than).FirstOrDefault(plan => of(plan) is not { } more || more > has) : null;

    internal static IReadOnlyList<Plan> Read(IConfiguration configuration)
    {
        using var builtIn = typeof(PlanCatalog).Assembly.GetManifestResourceStream("plans.json") ?? throw new InvalidOperationException("The plans are not in the assembly.");
        var merged = new ConfigurationBuilder().AddJsonStream(builtIn).AddInMemoryCollection(Given(configuration)).Build();
        return [.. merged.GetChildren().Where(section => section.GetChildren().Any()).Select(Read).OrderBy(plan => plan.RequestsPerMinute).ThenBy(plan => plan.Name, StringComparer.Ordinal)];
    }

    /// <summary>A chained configuration would overlook empty values, which here lift a limit.</summary>
    static IEnumerable<KeyValuePair<string, string?>> Given(IConfiguration configuration) =>
        configuration.GetSection("Plans").AsEnumerable(makePathsRelative: true).Where(setting => setting.Value is not null);

    static Plan Read(IConfigurationSection section)
    {
        var (options, wrong, name) = (section.Get<PlanOptions>() ?? new(), new List<ValidationResult>(), section.Key.ToLowerInvariant());
        return Validator.TryValidateObject(options, new(options), wrong, validateAllProperties: true) && name.Length <= 50
            ? options.ToPlan(name)
            : throw new InvalidOperationException($"Plans:{section.Key} is not a plan: {string.Join(" ", wrong.Select(w => w.ErrorMessage))}");
    }
}
