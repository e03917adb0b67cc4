namespace Toombos.Server.Platform.Hosting;

/// <summary>What a process does. One executable plays any combination.</summary>
[Flags]
public enum Role
{
    None = 0,
    Api = 1,
    Worker = 2,
    Dashboard = 4,
    All = Api | Worker | Dashboard,
}

/// <summary>Reads roles from configuration: <c>Server:Role</c>, for example <c>api,worker</c>.</summary>
public static class Roles
{
    public static Role Of(IConfiguration configuration) =>
        TryParse(configuration["Server:Role"] ?? "all", out var role) ? role
            : throw new InvalidOperationException($"Server:Role is '{configuration["Server:Role"]}'. Use all, api, worker, dashboard, or several joined by commas.");

    public static bool TryParse(string text, out Role role)
    {
        role = Role.None;
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Enum.TryParse<Role>(word, ignoreCase: true, out var one) || one == Role.None || char.IsDigit(word[0])) return false;
            role |= one;
        }
        return role != Role.None;
    }
}
