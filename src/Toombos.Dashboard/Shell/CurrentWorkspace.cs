using System.Net;
using Toombos.Client;
using Toombos.Client.Workspaces;

namespace Toombos.Dashboard.Shell;

/// <summary>The workspace of the signed-in person, read once per circuit and told to whoever shows it.</summary>
sealed class CurrentWorkspace(ToombosClient client, CurrentPerson person, Handover handover)
{
    public Workspace? Value { get; private set; }

    public event Action? Changed;

    /// <summary>Whoever has the workspace knows the person as well, whose role decides what is shown of it.</summary>
    public async Task<Workspace> GetAsync(CancellationToken ct)
    {
        await person.GetAsync(ct);
        if (Value is not null) return Value;
        Value = await handover.ReadAsync("workspace", () => ReadAsync(ct));
        Changed?.Invoke();
        return Value;
    }

    /// <summary>Reads it again, for those who changed it or were told that someone else did.</summary>
    public async Task<Workspace> RefreshAsync(CancellationToken ct)
    {
        Set(await ReadAsync(ct));
        return Value!;
    }

    public void Set(Workspace workspace)
    {
        Value = workspace;
        Changed?.Invoke();
    }

    /// <summary>Zone in which times are shown; UTC until the workspace is known or when its zone is unknown here.</summary>
    public TimeZoneInfo Zone =>
        Value is { Brand.TimeZone: var id } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The session knows where it works. Refused as the API would refuse, for someone who works nowhere yet.</summary>
    async Task<Workspace> ReadAsync(CancellationToken ct) => (await person.GetAsync(ct)).WorkspaceId is { } id
        ? await client.Workspaces.GetAsync(id, ct)
        : throw new ToombosApiException(HttpStatusCode.Forbidden, "workspace.required", "You work in no workspace yet.", new Dictionary<string, string[]>(), null);
}
