using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Diffing;

/// <summary>Names what was added, changed, removed and moved between two readings of a document.</summary>
public static class DocumentDiff
{
    public static IReadOnlyList<ItemChange> Between(IReadOnlyList<Item> before, IReadOnlyList<Item> after) =>
        throw new NotSupportedException();

    public static ChangeSummary Summarise(IReadOnlyList<ItemChange> changes) =>
        throw new NotSupportedException();
}
