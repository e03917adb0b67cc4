using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Platform.Secrets;

/// <summary>A column of sealed text as the model knows it, with names fit for SQL.</summary>
public sealed record SealedColumn(string Table, string Name, IReadOnlyList<string> Key, string Purpose)
{
    /// <summary>Every column of sealed text, found by its mark.</summary>
    public static IReadOnlyList<SealedColumn> All(ToombosDb db, ISqlGenerationHelper sql) =>
    [
        .. from entity in db.Model.GetEntityTypes()
           where entity.GetTableName() is not null && !entity.IsMappedToJson()
           from property in entity.GetProperties()
           let purpose = PurposeOf(property)
           where purpose is not null
           orderby entity.GetTableName(), property.Name
           select new SealedColumn(
               sql.DelimitIdentifier(entity.GetTableName()!), sql.DelimitIdentifier(property.GetColumnName()),
               [.. entity.FindPrimaryKey()!.Properties.Select(p => sql.DelimitIdentifier(p.GetColumnName()))], purpose),
    ];

    /// <summary>What the property was sealed for; null when it is not sealed.</summary>
    public static string? PurposeOf(IReadOnlyProperty property) => property.PropertyInfo?.GetCustomAttribute<SealedAttribute>(inherit: true)?.Purpose;
}
