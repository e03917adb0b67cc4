namespace Toombos.Server.Platform.Events;

/// <summary>A row that carries ids of what it belongs to beside those of its own columns; its events tell them too.</summary>
public interface IRelated
{
    IReadOnlyDictionary<string, Guid> Related { get; }
}
