using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Features.Privacy;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Privacy;

/// <summary>Puts a row into every table of a workspace, by the model alone, and counts what is there: new tables are covered unasked.</summary>
static class PlantedRows
{
    public static async Task PlantAsync(ToombosHost host, Guid workspace, Guid person)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        var values = new Dictionary<(IEntityType, string), object>();
        await db.Database.OpenConnectionAsync();
        foreach (var entity in TenantTable.InOrderOfErasure(db).Reverse().Select(t => t.Entity))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            var columns = new List<(string Column, string Parameter)>();
            foreach (var property in entity.GetProperties())
            {
                if (Value(entity, property, workspace, person, values) is not { } value) continue;
                values[(entity, property.Name)] = value;
                columns.Add((Quoted(db, property.GetColumnName()), Add(command, columns.Count, property, value)));
            }
            command.CommandText = $"insert into {Quoted(db, entity.GetTableName()!)} ({string.Join(", ", columns.Select(c => c.Column))}) values ({string.Join(", ", columns.Select(c => c.Parameter))}) on conflict do nothing";
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Rows of the workspace per table: of all that name one, the shared ones too.</summary>
    public static async Task<Dictionary<string, long>> CountAsync(ToombosHost host, Guid workspace)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        return await CountAsync(db, from entity in db.Model.GetEntityTypes() where !entity.IsOwned()
                                    from property in entity.GetProperties() where property.Name is "WorkspaceId" or "LastWorkspaceId" select property, workspace);
    }

    /// <summary>Rows about the person per table.</summary>
    public static async Task<Dictionary<string, long>> CountOfPersonAsync(ToombosHost host, Guid person)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        return await CountAsync(db, ErasePerson.ColumnsOfPeople(db.Model), person);
    }

    static async Task<Dictionary<string, long>> CountAsync(ToombosDb db, IEnumerable<IProperty> columns, Guid id)
    {
        var counts = new Dictionary<string, long>();
        await db.Database.OpenConnectionAsync();
        foreach (var property in columns)
        {
            var table = property.DeclaringType.GetTableName()!;
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select count(*) from {Quoted(db, table)} where {Quoted(db, property.GetColumnName())} = {Add(command, 0, property, id)}";
            counts[$"{table}.{property.Name}"] = Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
        }
        return counts;
    }

    static object? Value(IEntityType entity, IProperty property, Guid workspace, Guid person, Dictionary<(IEntityType, string), object> values)
    {
        if (property.Name == nameof(ITenantOwned.WorkspaceId)) return workspace;
        if (property.Name == "PersonId") return person;
        var key = property.GetContainingForeignKeys().FirstOrDefault();
        if (key is not null) return values.TryGetValue((key.PrincipalEntityType, key.PrincipalKey.Properties[0].Name), out var principal) ? principal : null;
        if (property.IsNullable) return null;
        var type = property.ClrType;
        return type switch
        {
            _ when type == typeof(Guid) => Guid.CreateVersion7(),
            _ when type == typeof(bool) => false,
            _ when type == typeof(int) => 1,
            _ when type == typeof(long) => 1L,
            _ when type == typeof(double) => 1.0,
            _ when type == typeof(decimal) => 1m,
            // One that has ended is swept away and one that is due makes a job, whoever's it is.
            _ when (entity.ClrType == typeof(Features.Connections.ConnectionAttempt) || entity.ClrType == typeof(Features.Documents.Hubs.FeedSubscription)) && type == typeof(DateTimeOffset) => new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 3, 1),
            _ when type == typeof(byte[]) => Guid.NewGuid().ToByteArray(),
            _ when type == typeof(IReadOnlyList<Features.Documents.ItemPlace>) => Array.Empty<Features.Documents.ItemPlace>(),
            _ when type == typeof(List<Guid>) => new List<Guid>(),
            // A row to look at, not work to do.
            _ when type == typeof(Client.Jobs.JobState) => Client.Jobs.JobState.Completed,
            _ when type == typeof(Client.Webhooks.WebhookState) => Client.Webhooks.WebhookState.Off,
            _ when type.IsEnum => Enum.GetValues(type).GetValue(0),
            _ when type == typeof(string) => Cut(Guid.NewGuid().ToString("N"), property.GetMaxLength()),
            // Records as JSON; nobody reads them here.
            _ => "{}",
        };
    }

    static string Cut(string text, int? length) => text.Length > length ? text[..length.Value] : text;

    static string Add(DbCommand command, int number, IProperty property, object value)
    {
        var parameter = command.CreateParameter();
        var converter = property.GetTypeMapping().Converter;
        (parameter.ParameterName, parameter.Value) = ($"@p{number}", converter is not null && property.ClrType.IsInstanceOfType(value) ? converter.ConvertToProvider(value) : value);
        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }

    static string Quoted(ToombosDb db, string name) => db.GetService<ISqlGenerationHelper>().DelimitIdentifier(name);
}
