namespace Toombos.Connectors.Channels.Api;

/// <summary>
/// Takes the steps of a dispatch, each written down before it is taken and after it. A step of which nobody heard the end is asked for before anything
/// else happens, so that a crash or a lost answer at any moment neither doubles nor drops one.
/// </summary>
sealed class Steps(IDispatchMemory memory)
{
    /// <summary>Of a step that was taken and has no name.</summary>
    public const string Nameless = "!";

    /// <summary>What a step that was taken is called; null where it was not, is in doubt, or has no name.</summary>
    public static string? NameOf(IReadOnlyDictionary<string, string> memory, string step) =>
        memory.TryGetValue(step, out var name) && name is not (Nameless or DispatchSteps.Doubt) ? name : null;

    /// <param name="take">Takes the step; delivered with what the other side calls it.</param>
    /// <param name="find">Asks whether it was taken before.</param>
    public async Task<ChannelAnswer> OnceAsync(string name, Func<Task<ChannelAnswer>> take, Func<Task<ReadBack>> find, CancellationToken ct)
    {
        var known = memory.Recall(name);
        if (known is not null && known != DispatchSteps.Doubt) return new ChannelAnswer.Delivered(Confirmed: true, known == Nameless ? null : known);
        if (known is not null)
        {
            switch (await find())
            {
                case ReadBack.Found found:
                    await memory.KeepAsync(name, found.Reference ?? Nameless, ct);
                    return new ChannelAnswer.Delivered(Confirmed: true, found.Reference);
                case ReadBack.CannotTell unknown:
                    return new ChannelAnswer.Unclear(unknown.Sentence, unknown.Never);
            }
        }
        await memory.KeepAsync(name, DispatchSteps.Doubt, ct);
        var answer = await take();
        if (answer is not ChannelAnswer.Unclear) await memory.KeepAsync(name, answer is ChannelAnswer.Delivered delivered ? delivered.Reference ?? Nameless : null, CancellationToken.None);
        return answer;
    }
}

/// <summary>What stands in the memory of a dispatch for a step that was begun and never answered.</summary>
public static class DispatchSteps
{
    public const string Doubt = "?";
}
