using Toombos.Server.Platform.Text;

namespace Toombos.Server.Features.Rendering;

/// <summary>What the body of a draft is drawn from: one block of a page, already grouped and with safe addresses only.</summary>
sealed record Element
{
    /// <summary>greeting, intro, paragraph, closing, hashtags, heading, list, quote, code, table, image or action.</summary>
    public required string Kind { get; init; }
    public IReadOnlyList<TextRun> Runs { get; init; } = [];

    /// <summary>The text where it has no links and no line breaks, as most has.</summary>
    public string? Plain => Runs is [{ Url: null, IsBreak: false } only] ? only.Text : null;

    /// <summary>Level of a heading.</summary>
    public int Level { get; init; }

    /// <summary>Anchor of a heading that a table of contents leads to.</summary>
    public string? Id { get; init; }
    public string? Url { get; init; }

    /// <summary>Pixels of an uploaded picture; null of one elsewhere.</summary>
    public int? Width { get; init; }
    public int? Height { get; init; }

    /// <summary>Text without links: of a heading, code, button, or the description of an image.</summary>
    public string Text { get; init; } = "";
    public IReadOnlyList<ListEntry> Entries { get; init; } = [];
    public IReadOnlyList<TableLine> Rows { get; init; } = [];

    /// <summary>Paragraphs of a quote.</summary>
    public IReadOnlyList<IReadOnlyList<TextRun>> Paragraphs { get; init; } = [];
}

/// <summary>An item of a list and the list inside it.</summary>
sealed record ListEntry(IReadOnlyList<TextRun> Runs, List<ListEntry> Entries);

/// <summary>A row of a table.</summary>
sealed record TableLine(bool IsHeader, IReadOnlyList<IReadOnlyList<TextRun>> Cells);
