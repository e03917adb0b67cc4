using Toombos.Connectors.Channels.Accounts;

namespace Toombos.Connectors.Channels;

/// <summary>What may be done about an attempt of which nobody heard the end.</summary>
public enum AfterSilence
{
    /// <summary>Send the same again: the other side knows the key, or the outcome is the same.</summary>
    SendAgain,

    /// <summary>Ask the other side whether it is there, then decide.</summary>
    ReadBack,

    /// <summary>Ask a person: it can't be found out.</summary>
    AskPerson,

    /// <summary>Hand it in again with its memory: the channel knows by it which steps are done, and asks the other side about the one in doubt before it takes it again.</summary>
    GoOn,
}

/// <summary>Puts things on one kind of destination. Never decides whether something may be sent, and never tries twice.</summary>
public interface IChannel
{
    /// <summary>What is said of the kind before any account is connected.</summary>
    Connector About { get; }
    AfterSilence AfterSilence { get; }

    /// <param name="memory">What earlier attempts at this dispatch have got done; a dispatch of one step needs none.</param>
    /// <returns>An outcome whatever the outside does; throws only when <paramref name="ct"/> is cancelled, and then the outcome is unclear unless nothing had left yet.</returns>
    Task<ChannelAnswer> SendAsync(ChannelAccount account, Dispatch dispatch, IDispatchMemory memory, CancellationToken ct);

    /// <summary>Whether the dispatch is there, for kinds that can be read back.</summary>
    Task<ReadBack> FindAsync(ChannelAccount account, Dispatch dispatch, CancellationToken ct);

    /// <summary>Looks whether sending would work, without publishing anything.</summary>
    Task<IReadOnlyList<CheckedPoint>> CheckAsync(ChannelAccount account, CancellationToken ct);
}

/// <summary>One thing that a check looked at.</summary>
/// <param name="Problem">Of what sort the trouble is, where it is not good.</param>
public sealed record CheckedPoint(bool Good, string Name, string Sentence, ChannelProblem? Problem = null);
