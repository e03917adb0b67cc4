namespace Toombos.Client.Documents;

/// <summary>What happened to an item or a block between two snapshots.</summary>
public enum ChangeKind { Added, Changed, Removed, Moved }

/// <summary>What happened to a run of words.</summary>
public enum SpanKind { Same, Inserted, Deleted }

/// <summary>A run of words of a changed text.</summary>
public sealed record TextSpan(SpanKind Kind, string Text);

/// <summary>One block that differs. Spans are given for changed blocks only.</summary>
public sealed record BlockChange(ChangeKind Kind, string BlockId, string? Before, string? After, IReadOnlyList<TextSpan> Spans);

/// <summary>One item that differs, with its blocks that do.</summary>
public sealed record ItemChange(ChangeKind Kind, string ItemKey, string Title, string? TitleBefore, IReadOnlyList<BlockChange> Blocks);

/// <summary>All differences between two snapshots of one source, in document order.</summary>
public sealed record SnapshotDiff(Guid? From, Guid To, ChangeSummary Summary, IReadOnlyList<ItemChange> Items);
