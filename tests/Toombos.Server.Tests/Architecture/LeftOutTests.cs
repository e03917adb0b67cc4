using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Toombos.Client;
using Toombos.Client.Models;

namespace Toombos.Server.Tests.Architecture;

/// <summary>
/// Generated readers of JSON give a property that is left out no value at all, whatever its initial value says. Whoever sends the least that is asked for must find the defaults there all the same.
/// </summary>
public sealed class LeftOutTests
{
    static readonly NullabilityInfoContext Nullability = new();

    public static TheoryData<string> Requests =>
        [.. typeof(ToombosClient).Assembly.GetTypes().Where(t => t.Name.EndsWith("Request", StringComparison.Ordinal) && InfoOf(t) is { Kind: JsonTypeInfoKind.Object }).Select(t => t.FullName!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Requests))]
    public void What_a_request_leaves_out_has_its_default(string request)
    {
        var type = typeof(ToombosClient).Assembly.GetType(request)!;
        Assert.Empty(NullsOf(Least(type)!.Deserialize(InfoOf(type)!)!, type.Name));
    }

    [Fact]
    public void No_list_that_is_sent_takes_null_for_one_of_its_elements()
    {
        var sent = Requests.Select(r => typeof(ToombosClient).Assembly.GetType(r.Data)!).Append(typeof(ModelPolicy)).ToHashSet();
        var rest = new Queue<Type>(sent);
        var open = new List<string>();
        while (rest.TryDequeue(out var type))
        {
            foreach (var property in type.GetProperties())
            {
                var of = property.PropertyType.IsGenericType && property.PropertyType.GetGenericArguments() is [var element] ? element : property.PropertyType;
                if (IsListOfOurs(property.PropertyType) && of.IsClass && !property.IsDefined(typeof(NoNullsAttribute))) open.Add($"{type.Name}.{property.Name}");
                if (of is { IsEnum: false, IsClass: true } && of.Assembly == typeof(ToombosClient).Assembly && sent.Add(of)) rest.Enqueue(of);
            }
        }
        Assert.Empty(open);
    }

    static JsonTypeInfo? InfoOf(Type type) => ToombosJson.Default.GetTypeInfo(type);

    /// <summary>What is not nullable and yet null, as paths.</summary>
    static IEnumerable<string> NullsOf(object value, string path)
    {
        foreach (var property in value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0))
        {
            var (found, at) = (property.GetValue(value), $"{path}.{property.Name}");
            if (found is null && !property.PropertyType.IsValueType && Nullability.Create(property).ReadState == NullabilityState.NotNull) yield return at;
            if (found is System.Collections.IList list)
                foreach (var element in list.Cast<object>().Where(IsOurs))
                    foreach (var deeper in NullsOf(element, at)) yield return deeper;
            else if (found is not null && IsOurs(found))
                foreach (var deeper in NullsOf(found, at)) yield return deeper;
        }
    }

    static bool IsOurs(object value) => value.GetType() is { IsEnum: false } type && type.Assembly == typeof(ToombosClient).Assembly;

    /// <summary>The shortest JSON that is read: required members alone, and one element in each list so that it is looked at too.</summary>
    static JsonNode? Least(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Least(inner);
        if (type == typeof(string) || type == typeof(Uri)) return "x";
        if (type == typeof(bool)) return false;
        if (type == typeof(Guid)) return Guid.Empty.ToString();
        if (type == typeof(DateTimeOffset) || type == typeof(DateTime)) return "2026-11-27T00:00:00Z";
        if (type == typeof(DateOnly)) return "2026-11-27";
        if (type == typeof(TimeOnly)) return "09:00:00";
        if (type == typeof(TimeSpan)) return "00:01:00";
        if (type.IsEnum) return JsonSerializer.SerializeToNode(Enum.GetValues(type).GetValue(0), InfoOf(type)!);
        if (type.IsPrimitive || type == typeof(decimal)) return 1;
        if (type == typeof(JsonObject)) return new JsonObject();
        var info = InfoOf(type)!;
        if (info.Kind == JsonTypeInfoKind.Enumerable) return new JsonArray(Least(info.ElementType!));
        if (info.Kind != JsonTypeInfoKind.Object) return new JsonObject();
        var json = new JsonObject();
        foreach (var property in info.Properties.Where(p => p.IsRequired || InfoOf(p.PropertyType) is { Kind: JsonTypeInfoKind.Enumerable } && IsListOfOurs(p.PropertyType)))
            json[property.Name] = Least(property.PropertyType);
        return json;
    }

    static bool IsListOfOurs(Type list) => list.IsGenericType && list.GetGenericArguments() is [{ IsEnum: false } element] && element.Assembly == typeof(ToombosClient).Assembly;
}
