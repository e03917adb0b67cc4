using System.Collections.Frozen;
using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Tests.Hosting;

/// <summary>
/// Stands behind every request of every test: one that succeeded and changed a table of a workspace must have left an entry in the log,
/// however it changed it. Thus new endpoints are covered by whatever tests they have.
/// </summary>
sealed partial class AuditGuard : DbCommandInterceptor, IStartupFilter
{
    static readonly AsyncLocal<Watch?> Watching = new();

    /// <summary>The statements of one request.</summary>
    public sealed class Watch
    {
        readonly List<string> _changed = [];
        bool _logged;

        /// <summary>Tables that were changed although the log knows nothing of it.</summary>
        public IReadOnlyList<string> Unlogged
        {
            get
            {
                lock (_changed) return _logged ? [] : [.. _changed.Distinct()];
            }
        }

        public void See(string sql, IModel model)
        {
            lock (_changed)
            {
                foreach (var (table, statement) in ChangesIn(sql))
                {
                    if (table == "audit_entries") _logged = true;
                    else if (Counts(model, table, statement)) _changed.Add(table);
                }
            }
        }
    }

    public static Watch Start() => Watching.Value = new();

    /// <summary>The tables that a command changes, each with the statement that does.</summary>
    static IEnumerable<(string Table, string Statement)> ChangesIn(string sql) =>
        sql.Split(';').Select(statement => (Change().Match(statement), statement)).Where(s => s.Item1.Success).Select(s => (s.Item1.Groups["table"].Value, s.statement));

    static bool Counts(IModel model, string table, string statement)
    {
        var entity = model.GetEntityTypes().FirstOrDefault(e => e.GetTableName() == table && !e.IsOwned());
        if (entity is null || entity.ClrType.IsDefined(typeof(UnloggedAttribute)) || !(entity.ClrType.IsAssignableTo(typeof(ITenantOwned)) || entity.ClrType.IsDefined(typeof(LoggedAttribute)))) return false;
        var bookkeeping = entity.GetProperties().Where(p => p.PropertyInfo?.IsDefined(typeof(UnloggedAttribute)) == true).Select(p => p.GetColumnName()).ToFrozenSet();
        var set = SetClause().Match(statement);
        return !(set.Success && Column().Matches(set.Value).Select(c => c.Groups["name"].Value).All(bookkeeping.Contains));
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is ToombosDb db) Watching.Value?.See(command.CommandText, db.Model);
        return new(result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is ToombosDb db) Watching.Value?.See(command.CommandText, db.Model);
        return new(result);
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, rest) =>
        {
            var watch = Start();
            var isWrite = !HttpMethods.IsGet(context.Request.Method) && context.Request.Path.StartsWithSegments("/v1");
            // Held back, so that the answer can still be replaced by what is wrong.
            var (answer, held) = (context.Response.Body, new MemoryStream());
            if (isWrite) context.Response.Body = held;
            await rest(context);
            if (context.Response.StatusCode < 300 && watch.Unlogged is [_, ..] tables)
                throw new InvalidOperationException($"{context.Request.Method} {context.Request.Path} changed {string.Join(", ", tables)} and left no entry in the audit log. Change tracked rows, or call db.Record.");
            if (!isWrite) return;
            context.Response.Body = answer;
            held.Position = 0;
            await held.CopyToAsync(answer, context.RequestAborted);
        });
        next(app);
    };

    [GeneratedRegex("""(INSERT INTO|UPDATE|DELETE FROM)\s+"?(?<table>\w+)""", RegexOptions.NonBacktracking)]
    private static partial Regex Change();

    [GeneratedRegex("""\bSET\b(?s:.*?)(\bWHERE\b|$)""")]
    private static partial Regex SetClause();

    [GeneratedRegex("\"(?<name>\\w+)\" = ", RegexOptions.NonBacktracking)]
    private static partial Regex Column();
}

/// <summary>Puts the guard into a host.</summary>
static class AuditGuardRegistration
{
    public static void AddAuditGuard(this IServiceCollection services)
    {
        var guard = new AuditGuard();
        services.AddSingleton<IStartupFilter>(guard);
        services.ConfigureDbContext<SqliteToombosDb>(options => options.AddInterceptors(guard));
        services.ConfigureDbContext<PostgresToombosDb>(options => options.AddInterceptors(guard));
    }
}
