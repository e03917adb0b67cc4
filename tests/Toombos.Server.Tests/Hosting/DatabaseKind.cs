using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Toombos.Server.Tests.Hosting;

/// <summary>The databases that every test of data runs on.</summary>
public enum DatabaseKind { Sqlite, Postgres }

/// <summary>Runs a theory once on each database: <c>[Theory, BothDatabases] Task It_is_so(DatabaseKind database)</c>.</summary>
public sealed class BothDatabasesAttribute : DataAttribute
{
    public override bool SupportsDiscoveryEnumeration() => true;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<DatabaseKind>().Select(kind => new TheoryDataRow<DatabaseKind>(kind))]);
}
