namespace Toombos.Dashboard.Jobs;

/// <summary>Which rows of a list are picked; with shift as far as the row that was pressed before, as in lists everywhere.</summary>
sealed class Picks
{
    readonly HashSet<Guid> _ids = [];
    Guid? _last;

    public int Count => _ids.Count;

    public bool Has(Guid id) => _ids.Contains(id);

    public void Press(Guid id, bool range, IReadOnlyList<Guid> rows)
    {
        var pick = !Has(id);
        var (from, to) = (_last is { } last ? IndexOf(rows, last) : -1, IndexOf(rows, id));
        if (!range || from < 0 || to < 0) from = to;
        for (var i = Math.Min(from, to); i >= 0 && i <= Math.Max(from, to); i++) Set(rows[i], pick);
        _last = id;
    }

    public void Take(IEnumerable<Guid> rows) => _ids.UnionWith(rows);

    public void Drop(IEnumerable<Guid> rows) => _ids.ExceptWith(rows);

    public void Clear()
    {
        _ids.Clear();
        _last = null;
    }

    void Set(Guid id, bool pick)
    {
        if (pick) _ids.Add(id);
        else _ids.Remove(id);
    }

    static int IndexOf(IReadOnlyList<Guid> rows, Guid id)
    {
        for (var i = 0; i < rows.Count; i++)
            if (rows[i] == id) return i;
        return -1;
    }
}
