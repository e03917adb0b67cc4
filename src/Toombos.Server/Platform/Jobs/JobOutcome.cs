namespace Toombos.Server.Platform.Jobs;

/// <summary>What came of an attempt. Sentences are for people and say what to do.</summary>
public abstract record JobOutcome
{
    JobOutcome()
    {
    }

    /// <summary>All of it is done.</summary>
    public sealed record Completed(string? Sentence = null) : JobOutcome;

    /// <summary>It is over; some of it was not done. A retry does only the rest.</summary>
    public sealed record Partial(string Code, string Sentence) : JobOutcome;

    /// <summary>It won't work until somebody changes something.</summary>
    public sealed record Failed(string Code, string Sentence) : JobOutcome;

    /// <summary>It may work later; the engine chooses when, unless the other side said.</summary>
    /// <param name="Counts">Whether it uses an attempt up. Waiting for one's turn does not.</param>
    public sealed record TryLater(string Code, string Sentence, TimeSpan? After = null, bool Counts = true) : JobOutcome;
}
