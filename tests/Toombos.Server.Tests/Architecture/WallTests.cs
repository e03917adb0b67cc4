using System.Xml.Linq;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Toombos.Client;
using Toombos.Connectors.Channels;

namespace Toombos.Server.Tests.Architecture;

/// <summary>The walls: between projects by their references, between folders by what the compiled code uses.</summary>
public sealed class WallTests
{
    const string Features = "Toombos.Server.Features.", Platform = "Toombos.Server.Platform";

    static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader()
        .LoadAssemblies(typeof(Program).Assembly, typeof(ToombosClient).Assembly, typeof(ChannelKinds).Assembly, System.Reflection.Assembly.Load("Toombos.Dashboard"))
        .Build();

    [Theory]
    [InlineData("Toombos.Client", "")]
    [InlineData("Toombos.Connectors", "")]
    [InlineData("Toombos.Dashboard", "Toombos.Client")]
    [InlineData("Toombos.Server", "Toombos.Client Toombos.Connectors Toombos.Dashboard")]
    public void A_project_sees_only_what_it_may(string project, string allowed)
    {
        var references = XDocument.Load(Repository.PathOf("src", project, $"{project}.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).Order();
        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), references);
    }

    [Fact]
    public void The_platform_knows_no_feature_and_no_dashboard() => Assert.Empty(Uses(
        from => Within(from, Platform),
        to => Within(to, "Toombos.Server.Features") || Within(to, "Toombos.Dashboard")));

    [Fact]
    public void No_feature_knows_the_dashboard() => Assert.Empty(Uses(
        from => Within(from, "Toombos.Server.Features"), to => Within(to, "Toombos.Dashboard")));

    [Fact]
    public void A_connector_never_uses_its_neighbour() => Assert.Empty(Uses(
        from => Within(from, "Toombos.Connectors.Sources"), to => Within(to, "Toombos.Connectors.Channels")));

    [Fact]
    public void Features_use_only_the_features_that_the_map_allows()
    {
        var wrong = Uses(from => FeatureOf(from) is not null, to => FeatureOf(to) is not null,
            (from, to) => FeatureOf(from) != FeatureOf(to) && !FeatureMap.Allowed.GetValueOrDefault(FeatureOf(from)!, []).Contains(FeatureOf(to)));
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_feature_is_on_the_map()
    {
        var features = Directory.GetDirectories(Repository.PathOf("src", "Toombos.Server", "Features")).Select(Path.GetFileName);
        Assert.Empty(features.Except(FeatureMap.Allowed.Keys));
    }

    [Fact]
    public void The_map_has_no_circle()
    {
        var placed = new HashSet<string>();
        var waiting = FeatureMap.Allowed.Keys.ToHashSet();
        while (waiting.FirstOrDefault(feature => FeatureMap.Allowed[feature].All(placed.Contains)) is { } next)
        {
            placed.Add(next);
            waiting.Remove(next);
        }
        Assert.Empty(waiting);
    }

    [Fact]
    public void No_interface_has_a_twin()
    {
        var twins = Code.Classes.SelectMany(type => type.ImplementedInterfaces.Where(port => port.Name == "I" + type.Name)).Select(port => port.FullName);
        Assert.DoesNotContain(twins, name => name.StartsWith("Toombos.", StringComparison.Ordinal));
    }

    static bool Within(IType type, string space) =>
        type.FullName.StartsWith(space, StringComparison.Ordinal) && (type.FullName.Length == space.Length || type.FullName[space.Length] == '.');

    static string? FeatureOf(IType type) =>
        type.FullName.StartsWith(Features, StringComparison.Ordinal) && type.FullName.IndexOf('.', Features.Length) is > 0 and var end
            ? type.FullName[Features.Length..end] : null;

    static IReadOnlyList<string> Uses(Func<IType, bool> from, Func<IType, bool> to, Func<IType, IType, bool>? only = null) =>
        [.. Code.Types.Where(from)
            .SelectMany(type => type.Dependencies.Select(d => d.Target).Where(to).Where(target => only?.Invoke(type, target) ?? true)
                .Select(target => $"{type.FullName} uses {target.FullName}"))
            .Distinct().Order(StringComparer.Ordinal)];
}
