namespace Toombos.Client.Audiences;

/// <summary>Why a line of an import puts nobody on the list.</summary>
public enum SkipReason
{
    NoAddress,
    NotAnAddress,
    NameTooLong,

    /// <summary>The address stands further up in the same file.</summary>
    Repeated,

    /// <summary>Is on the list.</summary>
    AlreadyThere,

    /// <summary>Is on the list and has unsubscribed; only the reader can take that back.</summary>
    Unsubscribed,

    /// <summary>Must not be written to from this workspace.</summary>
    Suppressed,
}

/// <summary>What an import did, or would do.</summary>
public sealed record ImportReport
{
    /// <summary>Whether nothing was changed.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Lines with somebody on them; blank ones and the head do not count.</summary>
    public required int Rows { get; init; }

    /// <summary>New people.</summary>
    public required int Added { get; init; }
    public required int AlreadyThere { get; init; }
    public required int Unsubscribed { get; init; }
    public required int Suppressed { get; init; }
    public required int Repeated { get; init; }

    /// <summary>Without an address, with something that is none, or with a name that is too long.</summary>
    public required int Invalid { get; init; }

    /// <summary>The first hundred lines that put nobody on the list, except those who are there already.</summary>
    public required IReadOnlyList<SkippedLine> Skipped { get; init; }
}

/// <summary>A line that puts nobody on the list.</summary>
/// <param name="Line">From 1, the head included.</param>
/// <param name="Text">What stands where the address should, cut after a hundred characters.</param>
public sealed record SkippedLine(int Line, SkipReason Reason, string Text);
