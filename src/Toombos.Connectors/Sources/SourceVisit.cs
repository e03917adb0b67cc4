namespace Toombos.Connectors.Sources;

/// <summary>What a reading may draw on besides the address.</summary>
public sealed record SourceVisit
{
    /// <summary>With nothing.</summary>
    public static SourceVisit Plain { get; } = new();

    /// <summary>Null reads what is public.</summary>
    public SourceAccount? Account { get; init; }

    /// <summary>Takes in a picture whose address ends soon, under its name, and gives an address that stays; null where it can't be kept.</summary>
    public Func<string, string, CancellationToken, Task<string?>> PictureAsync { get; init; } = (_, _, _) => Task.FromResult<string?>(null);

    /// <summary>The files as the reading before gave them.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<SourceFile>>> FilesAsync { get; init; } = _ => Task.FromResult<IReadOnlyList<SourceFile>>([]);
}
