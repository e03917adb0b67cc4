namespace Toombos.Server.Features.Documents.Entries;

/// <summary>
/// Tells entries that a feed has deleted from those that it no longer shows for their age. A feed shows its newest entries: what is missing although older ones are still there was deleted;
/// what is older than all that is there has aged out, and stays.
/// </summary>
static class EntryAge
{
    /// <param name="before">All that was known before this reading, newest first.</param>
    /// <param name="met">What the reading brought or confirmed.</param>
    public static IEnumerable<SourceEntryRow> Deleted(IReadOnlyList<SourceEntryRow> before, IReadOnlySet<SourceEntryRow> met)
    {
        // Nothing there is no sign of anything
        if (met.Count == 0) return [];
        var oldest = met.Min(e => e.Date ?? DateTimeOffset.MaxValue);
        var last = Last(before, met);
        return before.Where((e, at) => !met.Contains(e) && (e.Date is { } date && oldest != DateTimeOffset.MaxValue ? date > oldest : at < last));
    }

    static int Last(IReadOnlyList<SourceEntryRow> before, IReadOnlySet<SourceEntryRow> met)
    {
        for (var at = before.Count - 1; at >= 0; at--)
            if (met.Contains(before[at])) return at;
        return -1;
    }
}
