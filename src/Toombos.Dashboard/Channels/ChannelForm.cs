using System.Globalization;
using System.Text.Json.Nodes;
using Toombos.Client.Channels;

namespace Toombos.Dashboard.Channels;

/// <summary>What is typed in the dialog of a channel, by the fields of its connector, and the requests that it becomes.</summary>
public sealed class ChannelForm
{
    readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Names of secrets that somebody typed into, or emptied on purpose.</summary>
    readonly HashSet<string> _touched = [];

    public ChannelForm(Connector connector, Channel? channel = null)
    {
        (Connector, Name) = (connector, channel?.Name ?? "");
        foreach (var field in connector.Fields) _values[field.Name] = channel is null ? field.Default ?? "" : channel.Settings[field.Name]?.ToString() ?? "";
        Stored = channel?.Secrets ?? [];
    }

    public Connector Connector { get; }
    public string Name { get; set; }

    /// <summary>Secrets that are stored and stay where nothing is typed.</summary>
    public IReadOnlyList<string> Stored { get; }

    public string this[string field]
    {
        get => _values.GetValueOrDefault(field, "");
        set
        {
            _values[field] = value;
            _touched.Add(field);
        }
    }

    /// <summary>The connected account that is chosen.</summary>
    public Guid? Account => Connector.Fields.FirstOrDefault(f => f.Input == FieldInput.Connection) is { } chosen && Guid.TryParse(this[chosen.Name], out var id) ? id : null;

    /// <summary>Whether another field, which is filled in, stands in the place of this one.</summary>
    public bool IsReplaced(ConnectorField field) => Connector.Fields.Any(f => f.Instead == field.Name && this[f.Name].Length > 0);

    public AddChannelRequest ToAdd() => new() { Name = Name.Trim(), Kind = Connector.Kind, Settings = Settings() };

    public UpdateChannelRequest ToUpdate() => new() { Name = Name.Trim(), Settings = Settings() };

    /// <summary>Gives a stored secret up.</summary>
    public void Drop(string field) => this[field] = "";

    public void ForgetSecrets()
    {
        foreach (var field in Connector.Fields.Where(f => f.Input == FieldInput.Secret)) _values[field.Name] = "";
    }

    JsonObject Settings()
    {
        var settings = new JsonObject();
        foreach (var field in Connector.Fields)
        {
            if (IsReplaced(field)) continue;
            var typed = this[field.Name];
            if (field.Input == FieldInput.Secret ? !_touched.Contains(field.Name) : string.IsNullOrWhiteSpace(typed)) continue;
            settings[field.Name] = field.Input switch
            {
                FieldInput.Number when int.TryParse(typed, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
                FieldInput.Switch => typed.Equals("true", StringComparison.OrdinalIgnoreCase),
                FieldInput.Secret => typed,
                _ => typed.Trim(),
            };
        }
        return settings;
    }
}
