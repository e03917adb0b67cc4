using System.ComponentModel.DataAnnotations;
using Toombos.Client.Writing;

namespace Toombos.Client.Publishing;

/// <summary>What is planned and what went out, by days of a place, with what waits for a day.</summary>
public sealed record Calendar
{
    /// <summary>IANA name of the zone whose days they are: the workspace's.</summary>
    public required string Zone { get; init; }
    public required DateOnly From { get; init; }

    /// <summary>The last day, inclusive.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Soonest first.</summary>
    public required IReadOnlyList<CalendarEntry> Entries { get; init; }

    /// <summary>Whether there are more than are listed: ask for fewer days.</summary>
    public bool More { get; set; }

    /// <summary>Approved drafts that are planned nowhere, those approved last first; at most fifty.</summary>
    public required IReadOnlyList<DraftSummary> Waiting { get; init; }
}

/// <summary>One publication on a calendar.</summary>
public sealed record CalendarEntry
{
    /// <summary>Of the publication.</summary>
    public required Guid Id { get; init; }
    public required Guid PieceId { get; init; }
    public required Guid DraftId { get; init; }
    public required string Title { get; init; }
    public required Guid ChannelId { get; init; }
    public required string ChannelName { get; init; }
    public required string ChannelKind { get; init; }
    public required PublicationState State { get; init; }
    public bool DryRun { get; set; }

    /// <summary>It takes something down.</summary>
    public bool Withdraws { get; set; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The same on the clocks of the calendar's zone.</summary>
    public required DateTime Local { get; init; }

    /// <summary>What is worth knowing before it goes out, each a sentence: too close to another one, a time that clocks skip or repeat.</summary>
    public IReadOnlyList<string> Notes { get; init => field = value ?? []; } = [];
}

/// <summary>Gives something planned another time.</summary>
public sealed record MovePublicationRequest
{
    [Required] public required LocalTime At { get; init; }
}
