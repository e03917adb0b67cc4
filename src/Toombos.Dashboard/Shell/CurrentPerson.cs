using Toombos.Client;
using Toombos.Client.Access;
using Toombos.Client.Accounts;

namespace Toombos.Dashboard.Shell;

/// <summary>The signed-in person and what they may do here, read once per circuit and told to whoever shows it.</summary>
sealed class CurrentPerson(ToombosClient client, Handover handover)
{
    Task<Me>? _reading;

    public Me? Value { get; private set; }

    public event Action? Changed;

    /// <summary>Asked for by frame and page at the same time, and read once.</summary>
    public async Task<Me> GetAsync(CancellationToken ct)
    {
        if (Value is not null) return Value;
        var reading = _reading ??= handover.ReadAsync("person", () => client.Accounts.GetMeAsync(CancellationToken.None)).AsTask();
        try
        {
            Set(await reading.WaitAsync(ct));
        }
        finally
        {
            if (reading.IsCompleted) _reading = null;
        }
        return Value!;
    }

    public async Task<Me> RefreshAsync(CancellationToken ct)
    {
        Set(await client.Accounts.GetMeAsync(ct));
        return Value!;
    }

    public void Set(Me person)
    {
        if (ReferenceEquals(Value, person)) return;
        Value = person;
        Changed?.Invoke();
    }

    /// <summary>Whether the person's role has the scope; false until the person is known.</summary>
    public bool Can(string scope) => Value?.Scopes.Contains(scope) == true;

    /// <summary>What the person is here, in a word.</summary>
    public string RoleWord => Value?.Role is { } role ? role.ToString().ToLowerInvariant() : "without a role";

    public WorkspaceRole Role => Value?.Role ?? WorkspaceRole.Viewer;
}
