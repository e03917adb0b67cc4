using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Isolation;

/// <summary>
/// One row in every table of the model that is somebody's, whatever tables there are, all with the same id, all in the workspace of that id. So whatever
/// kind of thing an address asks for, with this id there is one, and it is somebody else's.
/// </summary>
static class SeededRows
{
    /// <summary>The audit log and the events, about the rows that come here.</summary>
    static readonly Type[] WrittenByTheContext = [typeof(AuditRow), typeof(AuditHead), typeof(EventRow)];

    public static async Task SeedAsync(ToombosHost host, Guid id)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(id, "test");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        foreach (var type in db.Model.GetEntityTypes().Where(e => !e.IsOwned() && IsSomebodys(e) && !WrittenByTheContext.Contains(e.ClrType))) Add(db, type, id, host.Clock.GetUtcNow());
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The tables whose rows belong to a workspace, with how many of them the given workspace sees.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CountAsync(ToombosHost host, Guid workspace)
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace, "test");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var type in db.Model.GetEntityTypes().Where(e => !e.IsOwned() && e.ClrType.IsAssignableTo(typeof(ITenantOwned))))
        {
            var count = typeof(SeededRows).GetMethod(nameof(CountOfAsync), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.ClrType);
            counts[type.ClrType.Name] = await (Task<int>)count.Invoke(null, [db])!;
        }
        return counts;
    }

    /// <summary>A workspace's, a person's, or what hangs on either; left out is only what belongs to the server itself, such as the keys that sign tokens.</summary>
    static bool IsSomebodys(IEntityType type) =>
        type.ClrType.IsAssignableTo(typeof(ITenantOwned)) || type.ClrType == typeof(Features.Workspaces.Workspace) || type.GetForeignKeys().Any() || type.GetReferencingForeignKeys().Any();

    static Task<int> CountOfAsync<T>(ToombosDb db) where T : class => db.Set<T>().CountAsync();

    static void Add(ToombosDb db, IEntityType type, Guid id, DateTimeOffset now)
    {
        var row = Instance(type.ClrType);
        foreach (var owned in type.GetNavigations().Where(n => n.TargetEntityType.IsOwned() && !n.IsCollection))
            owned.PropertyInfo!.SetValue(row, Sample(owned.ClrType, id, now, null));
        // Values go in before the row is tracked, for a key may not change afterwards.
        foreach (var property in type.GetProperties().Where(p => (p.PropertyInfo is { CanWrite: true } || p.FieldInfo is not null) && (p.ValueGenerated == ValueGenerated.Never || p.ClrType == typeof(Guid))))
        {
            var value = property.IsNullable && !IsId(property.ClrType) ? null : Sample(property.ClrType, id, now, property.GetMaxLength());
            if (property.PropertyInfo is { CanWrite: true } setter) setter.SetValue(row, value);
            else property.FieldInfo!.SetValue(row, value);
        }
        if (row is Platform.Jobs.JobRow job) job.State = Client.Jobs.JobState.Completed; // a row to look at, not work to do
        if (row is Features.Webhooks.WebhookEndpoint webhook) webhook.State = Client.Webhooks.WebhookState.Off;
        db.Add(row);
    }

    static bool IsId(Type type) => (Nullable.GetUnderlyingType(type) ?? type) == typeof(Guid);

    /// <summary>A value of the type from which the id can be told wherever that is possible.</summary>
    static object? Sample(Type type, Guid id, DateTimeOffset now, int? longest)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(Guid)) return id;
        if (type == typeof(List<Guid>)) return new List<Guid> { id };
        if (type == typeof(string)) return id.ToString("N")[..Math.Min(32, longest ?? 32)];
        if (type == typeof(byte[])) return id.ToByteArray();
        if (type == typeof(DateTimeOffset)) return now.AddDays(1);
        if (type == typeof(DateTime)) return now.AddDays(1).UtcDateTime;
        if (type == typeof(DateOnly)) return DateOnly.FromDateTime(now.UtcDateTime);
        if (type == typeof(bool)) return false;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        if (type.IsPrimitive || type == typeof(decimal)) return Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)) return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()));
        if (type.IsGenericType && type.GetGenericArguments() is [var element] && type.IsAssignableFrom(element.MakeArrayType())) return Array.CreateInstance(element, 0);
        if (type.IsArray) return Array.CreateInstance(type.GetElementType()!, 0);
        var value = Instance(type);
        var nullable = new NullabilityInfoContext();
        foreach (var property in type.GetProperties().Where(p => p.CanWrite && nullable.Create(p).WriteState == NullabilityState.NotNull))
            property.SetValue(value, Sample(property.PropertyType, id, now, null));
        return value;
    }

    static object Instance(Type type) => type.GetConstructor(Type.EmptyTypes) is { } constructor ? constructor.Invoke([]) : RuntimeHelpers.GetUninitializedObject(type);
}
