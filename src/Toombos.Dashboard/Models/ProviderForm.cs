using Toombos.Client.Models;

namespace Toombos.Dashboard.Models;

/// <summary>What is typed in the dialog of a provider, and the requests that it becomes.</summary>
public sealed class ProviderForm
{
    /// <summary>A server that the catalogue does not know.</summary>
    public const string Own = "";

    /// <summary>The provider of the catalogue that was picked.</summary>
    public string Picked { get; private set; } = Own;
    public string Name { get; set; } = "";
    public ModelProtocol Protocol { get; set; }
    public string Address { get; set; } = "";
    public string Key { get; set; } = "";

    /// <summary>The stored key is to be forgotten.</summary>
    public bool NoKey { get; set; }
    public int AtOnce { get; set; } = 8;
    public List<ModelForm> Models { get; } = [];

    public static ProviderForm Of(ModelProvider provider)
    {
        var form = new ProviderForm { Name = provider.Name, Protocol = provider.Protocol, Address = provider.Address, AtOnce = provider.MaxConcurrent };
        form.Models.AddRange(provider.Models.Select(ModelForm.Of));
        return form;
    }

    /// <summary>Fills in what is known of a provider; an own server is left to be typed.</summary>
    public void Pick(string provider, IReadOnlyList<KnownModel> known)
    {
        var its = known.Where(k => k.Provider == provider).ToList();
        (Picked, Name, Protocol, Address) = its is [var first, ..] ? (provider, provider, first.Protocol, first.Address) : (Own, "", ModelProtocol.OpenAi, "");
        Models.Clear();
        Models.AddRange(its.Select(k => ModelForm.Of(k.Model)));
        if (Models.Count == 0) Models.Add(new());
    }

    public AddModelProviderRequest ToAdd() =>
        new() { Name = Name.Trim(), Protocol = Protocol, Address = Address.Trim(), Key = Key.Trim() is { Length: > 0 } key ? key : null, MaxConcurrent = AtOnce, Models = [.. Models.Select(m => m.ToEntry())] };

    /// <summary>What did not change is not sent, so that a check stays valid; a key that is not typed stays.</summary>
    public UpdateModelProviderRequest ToUpdate(ModelProvider provider) => new()
    {
        Name = Name.Trim() == provider.Name ? null : Name.Trim(), Address = Address.Trim() == provider.Address ? null : Address.Trim(), Key = Key.Trim() is { Length: > 0 } key ? key : NoKey ? "" : null,
        MaxConcurrent = AtOnce == provider.MaxConcurrent ? null : AtOnce,
        Models = Models.Select(m => m.ToEntry()).SequenceEqual(provider.Models) ? null : [.. Models.Select(m => m.ToEntry())],
    };
}
