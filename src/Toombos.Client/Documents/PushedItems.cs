using System.ComponentModel.DataAnnotations;

namespace Toombos.Client.Documents;

/// <summary>How the text of a pushed item is written.</summary>
public enum TextFormat { Markdown, Html }

/// <summary>An item that another system hands in. The same id again changes it.</summary>
public sealed record PushedItem
{
    /// <summary>What the other system knows it by.</summary>
    [Required, StringLength(500, MinimumLength = 1)]
    public required string Id { get; init; }

    [Required, StringLength(300, MinimumLength = 1)]
    public required string Title { get; init; }

    /// <summary>At most 500,000 characters.</summary>
    [Required, StringLength(500_000)]
    public required string Body { get; init; }
    public TextFormat Format { get; set; } = TextFormat.Markdown;

    /// <summary>http or https.</summary>
    [StringLength(2048)]
    public string? Link { get; init; }

    /// <summary>Newer items come first; the time they were handed in when left out.</summary>
    public DateTimeOffset? Date { get; init; }

    [StringLength(200)]
    public string? Author { get; init; }

    [MaxLength(20), EachText(500)]
    public IReadOnlyList<string> Tags { get; init => field = value ?? field; } = [];

    /// <summary>Flags as in a document: <c>published</c>, <c>featured</c>, <c>priority</c>, <c>scheduled_for</c>, <c>channels</c> and the others.</summary>
    public IReadOnlyDictionary<string, string> Flags { get; init => field = value ?? field; } = new Dictionary<string, string>();
}

/// <summary>Items to add or change, and ids of items to take out. Sent twice it changes nothing the second time.</summary>
public sealed record PutItemsRequest
{
    [MaxLength(1000), NoNulls]
    public IReadOnlyList<PushedItem> Items { get; init => field = value ?? field; } = [];

    [MaxLength(1000), EachText(500)]
    public IReadOnlyList<string> Delete { get; init => field = value ?? field; } = [];
}
