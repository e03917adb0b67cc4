namespace Toombos.Client;

/// <summary>One keyset page of a list: the items, and the cursor that fetches the page after it.</summary>
/// <param name="Items">At most as many as <c>limit</c> asked for.</param>
/// <param name="Next">Opaque cursor for the <c>after</c> parameter; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
