namespace Toombos.Dashboard.Design;

/// <summary>A sentence for the person at the screen.</summary>
sealed record Notice(int Id, bool Failure, string Text);

/// <summary>What has just happened, said once, wherever on the page it was done.</summary>
sealed class Notices
{
    const int AtMost = 3;
    readonly List<Notice> _all = [];
    int _last;

    public IReadOnlyList<Notice> All => _all;

    public event Action? Changed;

    public void Say(string text) => Add(false, text);

    public void Fail(string text) => Add(true, text);

    public void Dismiss(int id)
    {
        if (_all.RemoveAll(n => n.Id == id) > 0) Changed?.Invoke();
    }

    void Add(bool failure, string text)
    {
        _all.Add(new(++_last, failure, text));
        if (_all.Count > AtMost) _all.RemoveAt(0);
        Changed?.Invoke();
    }
}
