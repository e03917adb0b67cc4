namespace Toombos.Connectors.Channels.Api;

/// <summary>Posts the parts of a thread one after the other, each in answer to the one before.</summary>
static class PostThread
{
    /// <param name="post">Posts one; told its number from 0, and how the first and the one before are called.</param>
    /// <param name="find">Looks for one that may be there already.</param>
    /// <returns>Delivered with the name of the first post; or what stopped it, and how far it came.</returns>
    public static async Task<ChannelAnswer> PostAsync(int count, IDispatchMemory memory, Func<int, string?, string?, Task<ChannelAnswer>> post, Func<int, Task<ReadBack>> find, CancellationToken ct)
    {
        var steps = new Steps(memory);
        var (first, before, said) = (default(string), default(string), default(string));
        for (var i = 0; i < count; i++)
        {
            var (number, root, parent) = (i, first, before);
            var answer = await steps.OnceAsync(StepOf(number), () => post(number, root, parent), () => find(number), ct);
            if (answer is not ChannelAnswer.Delivered delivered) return i == 0 ? answer : Stopped(answer, i, count);
            (first, before, said) = (first ?? delivered.Reference, delivered.Reference, said ?? delivered.Answer);
        }
        return new ChannelAnswer.Delivered(Confirmed: true, first, said);
    }

    /// <summary>
    /// Sets the posts that the memory knows to their new texts, posts what is new in answer to the last, then takes away what is left over. A text that is set twice is the same text, so whatever
    /// is in doubt is done again.
    /// </summary>
    /// <param name="change">Changes the one of this name and number; null when it says the new text.</param>
    /// <param name="post">Posts those that are not known yet.</param>
    /// <param name="takeAway">Null when it is gone.</param>
    public static async Task<ChannelAnswer> ChangeAsync(int count, IDispatchMemory memory, Func<string, int, Task<ChannelAnswer?>> change, Func<Task<ChannelAnswer>> post, Func<string, Task<ChannelAnswer?>> takeAway, CancellationToken ct)
    {
        var up = new List<string>();
        while (memory.Recall(StepOf(up.Count)) is { } name and not (Steps.Nameless or DispatchSteps.Doubt)) up.Add(name);
        if (up.Count == 0) return new ChannelAnswer.Rejected(ChannelProblem.Permission, "Toombos does not know what the post is called there. Change it there, or post it again.");
        for (var i = 0; i < Math.Min(up.Count, count); i++)
            if (await change(up[i], i) is { } refusal) return Saying(refusal.OrLater(), count == 1 ? "" : $" {i} of the {count} posts of the thread say the new text; retrying does the rest.");
        var answer = await post();
        if (answer is not ChannelAnswer.Delivered) return answer;
        for (var i = up.Count - 1; i >= count; i--)
        {
            if (await takeAway(up[i]) is { } refusal) return Saying(refusal.OrLater(), " The texts are changed; a post that no longer belongs to the thread is still up. Retrying takes it away.");
            await memory.KeepAsync(StepOf(i), null, ct);
        }
        return answer;
    }

    /// <summary>Whether nothing was begun yet.</summary>
    public static bool IsNew(IDispatchMemory memory) => memory.Recall(StepOf(0)) is null;

    /// <summary>What the posts of a thread are called, the last first.</summary>
    public static IReadOnlyList<string> PostsOf(Dispatch.Removal removal)
    {
        var names = new List<string>();
        for (var i = 0; removal.Memory.ContainsKey(StepOf(i)); i++)
            if (Steps.NameOf(removal.Memory, StepOf(i)) is { } name) names.Insert(0, name);
        return names.Count > 0 ? names : [removal.Reference];
    }

    static string StepOf(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"post-{number}");

    static ChannelAnswer Stopped(ChannelAnswer answer, int done, int count) => Saying(answer, $" {done} of the {count} posts of the thread are up; retrying goes on from there.");

    static ChannelAnswer Saying(ChannelAnswer answer, string so) => answer switch
    {
        ChannelAnswer.Rejected rejected => rejected with { Sentence = rejected.Sentence + so },
        ChannelAnswer.TryLater later => later with { Sentence = later.Sentence + so },
        ChannelAnswer.Unclear unclear => unclear with { Sentence = unclear.Sentence + so },
        _ => answer,
    };
}
