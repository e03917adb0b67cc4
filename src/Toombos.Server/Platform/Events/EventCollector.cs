using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Toombos.Client.Events;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Events;

/// <summary>An event that waits for its number, which it gets when the change is saved.</summary>
sealed record Announcement(string Kind, Guid SubjectId, IReadOnlyDictionary<string, Guid> Related, string Actor)
{
    /// <summary>A job was put in line.</summary>
    public bool Queues { get; init; }

    /// <summary>It is not told after all.</summary>
    public bool Quiet { get; init; }
}

/// <summary>Reads off the change tracker what the watchers of a workspace will be told.</summary>
static class EventCollector
{
    public static List<Announcement> Collect(ChangeTracker tracker, Tenant tenant) =>
        tenant.WorkspaceId is null ? [] : [.. tracker.Entries().Select(entry => Of(entry, tenant)).OfType<Announcement>()];

    static Announcement? Of(EntityEntry entry, Tenant tenant)
    {
        if (entry.State is EntityState.Unchanged or EntityState.Detached) return null;
        if (entry.Metadata.ClrType.GetCustomAttribute<AnnouncedAttribute>() is not { } announced) return null;
        var verb = entry.State switch { EntityState.Added => EventKinds.Added, EntityState.Deleted => EventKinds.Removed, _ => StateOf(entry, announced) ?? EventKinds.Changed };
        var actor = AuditedText.Clean(tenant.Caller.Name, AuditRow.NameLength);
        return new($"{announced.Thing}.{verb}", (Guid)entry.Property("Id").CurrentValue!, RelatedOf(entry), actor) { Queues = entry.Entity is JobRow { State: JobState.Pending, Fed: null }, Quiet = entry.Entity is JobRow { Quiet: true } };
    }

    /// <summary>The state that it came into with this change.</summary>
    static string? StateOf(EntityEntry entry, AnnouncedAttribute announced)
    {
        if (announced.State is not { } name || !entry.Property(name).IsModified) return null;
        return entry.Property(name).CurrentValue switch { null => null, Enum state => JsonNamingPolicy.CamelCase.ConvertName(state.ToString()), _ => announced.Word };
    }

    /// <summary>What it hangs on, by the columns of its foreign keys and by ids that it carries.</summary>
    static Dictionary<string, Guid> RelatedOf(EntityEntry entry)
    {
        var ids = new Dictionary<string, Guid>();
        foreach (var property in entry.Properties)
        {
            if (property.Metadata.Name is "Id" or nameof(ITenantOwned.WorkspaceId) || !property.Metadata.Name.EndsWith("Id", StringComparison.Ordinal)) continue;
            if (property.CurrentValue is Guid id) ids[JsonNamingPolicy.CamelCase.ConvertName(property.Metadata.Name)] = id;
        }
        if (entry.Entity is IRelated more)
        {
            foreach (var (name, id) in more.Related) ids.TryAdd(name, id);
        }
        return ids;
    }
}
