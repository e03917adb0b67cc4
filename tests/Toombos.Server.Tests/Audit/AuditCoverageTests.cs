using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Server.Platform.Audit;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Audit;

/// <summary>
/// Nothing in a workspace changes without an entry. Tracked rows are covered by the context; statements past it are looked for in the source,
/// and in every request of every test by the <see cref="AuditGuard"/>.
/// </summary>
public sealed partial class AuditCoverageTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_statement_past_the_change_tracker_stands_only_where_an_entry_is_recorded_too()
    {
        await using var scope = (await hosts.GetAsync(DatabaseKind.Sqlite)).Services.CreateAsyncScope();
        var model = scope.ServiceProvider.GetRequiredService<ToombosDb>().Model;
        var tables = typeof(ToombosDb).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(m => m.Name.StartsWith("get_", StringComparison.Ordinal) && m.GetParameters() is [{ ParameterType: var first }] && first == typeof(ToombosDb) && m.ReturnType.IsGenericType && m.ReturnType.GetGenericTypeDefinition() == typeof(DbSet<>))
            .ToDictionary(m => m.Name[4..], m => model.FindEntityType(m.ReturnType.GenericTypeArguments[0])!);
        Assert.Contains("ApiKeys", tables.Keys);

        var silent = new List<string>();
        foreach (var file in Repository.Sources(".cs").Where(f => f.StartsWith("src/", StringComparison.Ordinal) && !f.EndsWith("EraseWorkspace.cs", StringComparison.Ordinal))) // there the log itself goes, with the workspace
        {
            var text = await File.ReadAllTextAsync(Repository.PathOf(file), Ct);
            foreach (var statement in Statement().Matches(text).Select(m => m.Value))
            {
                if (tables.GetValueOrDefault(Table().Match(statement).Groups["name"].Value) is { } entity && IsLogged(entity) && !OnlyBookkeeping(statement, entity) && !text.Contains(".Record", StringComparison.Ordinal))
                    silent.Add($"{file}: {statement[..Math.Min(80, statement.Length)]}");
            }
        }
        Assert.Empty(silent);
    }

    [Theory, BothDatabases]
    public async Task The_guard_behind_the_tests_sees_what_no_entry_tells(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(workspace.Id, "test");
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();

        var watch = AuditGuard.Start();
        await db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, host.Clock.GetUtcNow()), Ct);
        Assert.Empty(watch.Unlogged);
        await db.ApiKeys.ExecuteUpdateAsync(set => set.SetProperty(k => k.Name, "Silently"), Ct);
        Assert.Equal(["api_keys"], watch.Unlogged);

        watch = AuditGuard.Start();
        scope.ServiceProvider.GetRequiredService<KeyRing>().AddKey("Openly", ["documents:read"]);
        await db.SaveChangesAsync(Ct);
        Assert.Empty(watch.Unlogged);
    }

    [Fact]
    public void Whatever_leaves_no_entry_says_why()
    {
        var marked = typeof(ToombosDb).Assembly.GetTypes().SelectMany(t => new MemberInfo[] { t }.Concat(t.GetProperties())).Select(m => m.GetCustomAttribute<UnloggedAttribute>()).OfType<UnloggedAttribute>().ToList();
        Assert.NotEmpty(marked);
        Assert.All(marked, mark => Assert.True(mark.Why.Length > 5));
    }

    static bool IsLogged(IEntityType entity) => !entity.ClrType.IsDefined(typeof(UnloggedAttribute)) && (entity.ClrType.IsAssignableTo(typeof(ITenantOwned)) || entity.ClrType.IsDefined(typeof(LoggedAttribute)));

    static bool OnlyBookkeeping(string statement, IEntityType entity) =>
        Set().Matches(statement) is { Count: > 0 } sets && sets.All(s => entity.FindProperty(s.Groups["name"].Value)?.PropertyInfo?.IsDefined(typeof(UnloggedAttribute)) == true);

    [GeneratedRegex(@"\bdb\.\w+[^;]{0,2000}?\.Execute(Update|Delete)Async\([^;]*;", RegexOptions.None, 5000)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\bdb\.(?<name>\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Table();

    [GeneratedRegex(@"SetProperty\(\w+ => \w+\.(?<name>\w+)", RegexOptions.NonBacktracking)]
    private static partial Regex Set();
}
