namespace Toombos.Connectors.Channels;

/// <summary>Why something could not be delivered, in the terms of what has to be done about it.</summary>
public enum ChannelProblem { Auth, Permission, Quota, Rate, Content, Duplicate, Media, Transient, Billing, Version, Unknown }

/// <summary>What came of sending. Sentences are for people and say what to do.</summary>
public abstract record ChannelAnswer
{
    ChannelAnswer()
    {
    }

    /// <summary>What there is to say of an answer that delivered nothing, and what the other side said.</summary>
    public (ChannelProblem Problem, string Sentence, string? Answer) Trouble() => this switch
    {
        Rejected rejected => (rejected.Problem, rejected.Sentence, rejected.Answer),
        TryLater later => (later.Problem, later.Sentence, later.Answer),
        Unclear unclear => (ChannelProblem.Transient, unclear.Sentence, null),
        _ => (ChannelProblem.Unknown, "The other side gave no proper answer.", null),
    };

    /// <summary>For what may be done again without harm: it is not in doubt, only later.</summary>
    internal ChannelAnswer OrLater() => this is Unclear lost ? new TryLater(ChannelProblem.Transient, lost.Sentence) : this;

    /// <summary>The other side took it.</summary>
    /// <param name="Confirmed">Whether that also means that it is there; a mail server only promises to pass it on.</param>
    /// <param name="Reference">What the other side calls it.</param>
    /// <param name="Answer">What it said, bounded.</param>
    /// <param name="Address">Where readers see it, if it can be seen.</param>
    public sealed record Delivered(bool Confirmed, string? Reference = null, string? Answer = null, string? Address = null) : ChannelAnswer;

    /// <summary>It was not taken, and will not be until somebody changes something.</summary>
    /// <param name="Gone">The other side says that it will never take anything there again.</param>
    public sealed record Rejected(ChannelProblem Problem, string Sentence, string? Answer = null, bool Gone = false) : ChannelAnswer;

    /// <summary>It was certainly not taken, and may be later.</summary>
    public sealed record TryLater(ChannelProblem Problem, string Sentence, TimeSpan? After = null, string? Answer = null) : ChannelAnswer;

    /// <summary>It may have been taken: the line broke, or time ran out, after it had left.</summary>
    /// <param name="ForGood">Nobody will ever be able to tell but a person who looks.</param>
    public sealed record Unclear(string Sentence, bool ForGood = false) : ChannelAnswer;
}

/// <summary>What reading back showed.</summary>
public abstract record ReadBack
{
    ReadBack()
    {
    }

    public sealed record Found(string? Reference = null) : ReadBack;

    public sealed record Absent : ReadBack;

    /// <summary>It can't be told now; perhaps later, or never for this kind.</summary>
    /// <param name="Never">Asking again will not help.</param>
    public sealed record CannotTell(string Sentence, bool Never = false) : ReadBack;
}
