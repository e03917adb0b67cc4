using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Privacy;

/// <summary>A table of a workspace's rows as the model knows it. Export and erasure walk these, so that no new table is forgotten by either.</summary>
public sealed record TenantTable(IEntityType Entity, string Name, string Sql, string WorkspaceColumn, string? KeyColumn)
{
    /// <summary>Every tenant-owned table, each after the tables that refer to it: the order in which rows can go.</summary>
    public static IReadOnlyList<TenantTable> InOrderOfErasure(ToombosDb db)
    {
        var sql = db.GetService<ISqlGenerationHelper>();
        var left = db.Model.GetEntityTypes().Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType) && !e.IsOwned())
            .OrderBy(e => e.GetTableName(), StringComparer.Ordinal).ToList();
        var ordered = new List<TenantTable>();
        while (left.Count > 0)
        {
            var free = left.Where(e => !left.Any(other => other != e && other.GetForeignKeys().Any(key => key.PrincipalEntityType == e))).ToList();
            if (free.Count == 0) throw new InvalidOperationException($"These tables refer to each other in a circle: {string.Join(", ", left.Select(e => e.GetTableName()))}.");
            ordered.AddRange(free.Select(e => Of(e, sql)));
            left.RemoveAll(free.Contains);
        }
        return ordered;
    }

    static TenantTable Of(IEntityType entity, ISqlGenerationHelper sql)
    {
        var key = entity.FindPrimaryKey()!.Properties;
        return new(entity, entity.GetTableName()!, sql.DelimitIdentifier(entity.GetTableName()!),
            sql.DelimitIdentifier(entity.FindProperty(nameof(ITenantOwned.WorkspaceId))!.GetColumnName()), key is [var only] ? sql.DelimitIdentifier(only.GetColumnName()) : null);
    }
}
