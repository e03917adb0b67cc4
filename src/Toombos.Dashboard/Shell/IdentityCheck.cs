namespace Toombos.Dashboard.Shell;

/// <summary>Lets any page ask the person at the screen to show that it is still they, by the one dialog that the frame holds.</summary>
sealed class IdentityCheck
{
    Func<Task<bool>>? _ask;

    /// <summary>False on pages without the frame.</summary>
    public bool CanAsk => _ask is not null;

    /// <summary>True once it is shown; false when the person would rather not.</summary>
    public Task<bool> AskAsync() => _ask?.Invoke() ?? Task.FromResult(false);

    public void AnswerBy(Func<Task<bool>> ask) => _ask = ask;

    public void Leave(Func<Task<bool>> ask)
    {
        if (_ask == ask) _ask = null;
    }
}
