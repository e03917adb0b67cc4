namespace Toombos.Connectors.Channels.Accounts;

/// <summary>How a field is entered.</summary>
public enum FieldInput { Text, LongText, Address, Number, Choice, Switch, Secret, Connection }

/// <summary>One thing that connecting an account asks for.</summary>
public sealed record AccountField
{
    /// <summary>As in the settings: camel case.</summary>
    public required string Name { get; init; }
    public required string Label { get; init; }
    public string? Hint { get; init; }

    /// <summary>An example, shown while it is empty.</summary>
    public string? Example { get; init; }
    public required FieldInput Input { get; init; }
    public bool Required { get; init; }

    /// <summary>The field that may be filled in instead of this one; one of the two is needed, and not both.</summary>
    public string? Instead { get; init; }

    /// <summary>The connected account can say which values there are.</summary>
    public bool Listed { get; init; }

    /// <summary>A change asks for the secrets anew.</summary>
    public bool OwnsSecrets { get; init; }

    /// <summary>Characters of a text, or the number itself.</summary>
    public long? Least { get; init; }
    public long? Most { get; init; }
    public IReadOnlyList<FieldChoice> Choices { get; init; } = [];

    /// <summary>What holds when it is left out, as it would be written in the settings.</summary>
    public string? Default { get; init; }
}

/// <summary>One of several values.</summary>
public sealed record FieldChoice(string Value, string Label);
