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

    static ChannelAnswer Stopped(ChannelAnswer answer, int done, int count)
    {
        var so = $" {done} of the {count} posts of the thread are up; retrying goes on from there.";
        return answer switch
        {
            ChannelAnswer.Rejected rejected => rejected with { Sentence = rejected.Sentence + so },
            ChannelAnswer.TryLater later => later with { Sentence = later.Sentence + so },
            ChannelAnswer.Unclear unclear => unclear with { Sentence = unclear.Sentence + so },
            _ => answer,
        };
    }
}
