using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Channels;

/// <summary>A reason not to disconnect a channel. Features that build on channels hand theirs in from their doors.</summary>
/// <param name="WhyAsync">A sentence that says what still needs the channel and what to do; null when nothing does.</param>
public sealed record ChannelUse(Func<ToombosDb, Guid, CancellationToken, Task<string?>> WhyAsync);
