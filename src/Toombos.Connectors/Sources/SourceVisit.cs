namespace Toombos.Connectors.Sources;

/// <summary>What a reading may draw on besides the address.</summary>
public sealed record SourceVisit
{
    /// <summary>With nothing.</summary>
    public static SourceVisit Plain { get; } = new();

    /// <summary>Null reads what is public.</summary>
    public SourceAccount? Account { get; init; }

    /// <summary>The files as the reading before gave them.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<SourceFile>>> FilesAsync { get; init; } = _ => Task.FromResult<IReadOnlyList<SourceFile>>([]);
}
