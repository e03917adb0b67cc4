using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Toombos.Client.Audit;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Audit;

/// <summary>Reads off the change tracker what is about to be saved. Every tenant-owned table is covered unless it says that it is not.</summary>
static class AuditCollector
{
    /// <summary>More things than these are counted, not told.</summary>
    const int MostChanges = 10;

    /// <summary>Properties that people know a thing by.</summary>
    static readonly string[] Naming = ["Name", "Title", "Email"];

    public static AuditNote? Collect(ChangeTracker tracker, Tenant tenant)
    {
        if (tenant.WorkspaceId is not { } workspace) return null;
        var changed = tracker.Entries().Where(Counts).ToList();
        if (changed.Count == 0) return null;

        // What others hang on comes first: a source before its snapshots, a piece before its drafts.
        var ordered = changed.Select(entry => (Entry: entry, Depth: DepthOf(entry.Metadata))).OrderBy(e => e.Depth)
            .ThenBy(e => typeof(ITenantOwned).IsAssignableFrom(e.Entry.Metadata.ClrType)).ThenBy(e => e.Entry.State != EntityState.Deleted).ToList();
        var told = ordered.Where(e => e.Depth == ordered[0].Depth || e.Entry.State != EntityState.Added).Take(MostChanges).Select(e => e.Entry).ToList();
        var changes = told.ConvertAll(Describe);
        var more = changed.Except(told).GroupBy(e => KindOf(e.Metadata)).ToDictionary(g => g.Key, g => g.Count());
        return NoteOf(workspace, tenant) with
        {
            TargetKind = changes[0].Kind, TargetId = changes[0].Id, Summary = new() { Changes = changes, More = more.Count > 0 ? more : null },
        };
    }

    /// <summary>Who acts in the workspace, and on which occasion.</summary>
    public static AuditNote NoteOf(Guid workspace, Tenant tenant) => new()
    {
        WorkspaceId = workspace, Actor = tenant.Caller, Action = tenant.Occasion?.Operation ?? $"system.{KebabOf(tenant.Caller.Part ?? "change")}",
        Address = (tenant.Caller.Address ?? tenant.Occasion?.Address)?.ToString(), Device = tenant.Occasion?.Device,
    };

    static bool Counts(EntityEntry entry)
    {
        var type = entry.Metadata.ClrType;
        if (entry.State is EntityState.Unchanged or EntityState.Detached || type.GetCustomAttribute<UnloggedAttribute>() is not null) return false;
        if (!typeof(ITenantOwned).IsAssignableFrom(type) && type.GetCustomAttribute<LoggedAttribute>() is null) return false;
        return entry.State != EntityState.Modified || entry.Properties.Any(p => p.IsModified && AuditedText.Of(p.Metadata).Counts);
    }

    static AuditChange Describe(EntityEntry entry) => new()
    {
        Kind = KindOf(entry.Metadata), Id = IdOf(entry), Name = NameOf(entry),
        Verb = entry.State switch { EntityState.Added => AuditVerb.Added, EntityState.Deleted => AuditVerb.Removed, _ => AuditVerb.Changed },
        Fields = [.. entry.Properties.Where(p => AuditedText.Of(p.Metadata).IsNamed && Tells(entry.State, p)).Select(p => AuditedText.Field(
            p.Metadata, entry.State == EntityState.Added ? null : p.OriginalValue, entry.State == EntityState.Deleted ? null : p.CurrentValue))],
    };

    /// <summary>Of new and removed things what they hold, of changed ones what is different.</summary>
    static bool Tells(EntityState state, PropertyEntry property) => state switch
    {
        EntityState.Added => property.CurrentValue is not null && AuditedText.Of(property.Metadata).IsShown,
        EntityState.Deleted => property.OriginalValue is not null && AuditedText.Of(property.Metadata).IsShown,
        _ => property.IsModified && !Equals(property.OriginalValue, property.CurrentValue) && AuditedText.Of(property.Metadata).Counts,
    };

    static string? NameOf(EntityEntry entry) =>
        Naming.Select(name => entry.Metadata.FindProperty(name)).FirstOrDefault(p => p is not null && AuditedText.Of(p).IsShown) is { } named
            ? AuditedText.Field(named, null, entry.State == EntityState.Deleted ? entry.OriginalValues[named] : entry.CurrentValues[named]).After : null;

    static string IdOf(EntityEntry entry) =>
        string.Join('/', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => Convert.ToString(entry.CurrentValues[p], System.Globalization.CultureInfo.InvariantCulture)));

    public static string KindOf(IReadOnlyEntityType type) => KebabOf(type.ClrType.Name);

    /// <summary>How many tables lie above it.</summary>
    static int DepthOf(IEntityType type) => type.GetForeignKeys().Where(key => key.PrincipalEntityType != type && typeof(ITenantOwned).IsAssignableFrom(key.PrincipalEntityType.ClrType))
        .Select(key => 1 + DepthOf(key.PrincipalEntityType)).DefaultIfEmpty(0).Max();

    static string KebabOf(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name.Replace(' ', '-')) is { Length: > 0 } kebab ? kebab : "unknown";
}
