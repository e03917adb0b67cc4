namespace Toombos.Server.Platform.Database;

/// <summary>
/// The connection string with what all our connections can do with: statements said often are prepared, and a connection given back is not reset, as nobody
/// changes anything on it that outlives a transaction. What the operator wrote comes last, and counts.
/// </summary>
static class PostgresAddress
{
    public static string Of(string address) => $"Max Auto Prepare=200;No Reset On Close=true;{address}";
}
