using System.Text.Json.Serialization;

namespace Toombos.Connectors.Channels.Accounts;

/// <summary>
/// A connected account, opened for use. Its annotated properties are what connecting one asks for: each kind has its own record, and forms, checks and stored
/// settings follow from it. Secrets are in clear here: never logged, never kept.
/// </summary>
public abstract record ChannelAccount
{
    [JsonIgnore] public Guid Id { get; init; }

    /// <summary>Where it leads, for people.</summary>
    [JsonIgnore] public abstract string Target { get; }

    /// <summary>Where readers find the site that is published there; null where that is no site, or one that Toombos shows.</summary>
    [JsonIgnore] public virtual string? ShownAt => null;

    /// <summary>Sendings a minute that the other side bears, over all nodes; null where it says so itself.</summary>
    [JsonIgnore] public virtual int? MostPerMinute => null;

    /// <summary>Settings that are good each for itself and can't be together: the field and a sentence that says what to do.</summary>
    public virtual IEnumerable<(string Field, string Sentence)> Contradictions() => [];

    /// <summary>Never what it holds.</summary>
    public sealed override string ToString() => $"{GetType().Name} {Id}";
}
