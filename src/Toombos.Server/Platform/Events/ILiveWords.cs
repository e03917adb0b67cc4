using Toombos.Client.Writing;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Platform.Events;

/// <summary>Reads on in a text that a job is writing, for lines that tell it to whoever watches.</summary>
public interface ILiveWords
{
    /// <summary>Sentences with a higher number, a handful at most; null where the caller has no such job.</summary>
    Task<LiveWords?> AfterAsync(Caller caller, Guid jobId, int number);
}

/// <param name="Ended">No sentence comes any more.</param>
public sealed record LiveWords(IReadOnlyList<LiveSentence> Sentences, Client.Jobs.Job Job, bool Ended);
