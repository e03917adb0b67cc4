using Toombos.Client.Writing;
using Toombos.Server.Features.Writing.Composing.Shortening;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>A sentence whose line in the source was replaced by another one.</summary>
public sealed record SentenceTask
{
    /// <summary>As it stands in the draft.</summary>
    public required DraftSentence Sentence { get; init; }
    public required PartRole Role { get; init; }

    /// <summary>Two-letter language of the draft.</summary>
    public required string Language { get; init; }

    /// <summary>The line that it was taken from.</summary>
    public required string Before { get; init; }

    /// <summary>The line that took its place: all that the new sentence may say.</summary>
    public required string After { get; init; }

    /// <summary>Blocks that the new sentence cites.</summary>
    public required IReadOnlyList<string> Blocks { get; init; }

    /// <summary>Whether a wording keeps to the hard limits of the channel in its place.</summary>
    public required Func<string, bool> Fits { get; init; }
}

/// <summary>Rewrites one sentence of a draft from the line that took the place of its own. Null where no wording fits.</summary>
public interface ISentenceRewriter
{
    Task<DraftSentence?> RewriteAsync(SentenceTask task, CancellationToken ct);
}

/// <summary>Notes what it was asked, so that all of it can be asked elsewhere in one go.</summary>
sealed class NotingRewriter(ISentenceRewriter inner) : ISentenceRewriter
{
    readonly List<SentenceTask> _tasks = [];

    public IReadOnlyList<SentenceTask> Tasks => _tasks;

    public Task<DraftSentence?> RewriteAsync(SentenceTask task, CancellationToken ct)
    {
        _tasks.Add(task);
        return inner.RewriteAsync(task, ct);
    }
}

/// <summary>The built-in way: the new line word for word where it fits, else shortened like the old one. Nothing is added.</summary>
sealed class PlainRewriter : ISentenceRewriter
{
    public Task<DraftSentence?> RewriteAsync(SentenceTask task, CancellationToken ct) => Task.FromResult(Rewrite(task));

    static DraftSentence? Rewrite(SentenceTask task)
    {
        var (old, line) = (task.Sentence.Text, Closed(task));
        // Word for word but for the full stop that the draft gave it or took from it.
        if (task.Sentence.Origin == SentenceOrigin.Verbatim || Bare(old) == Bare(task.Before))
        {
            if (task.Fits(line)) return new(line, line == task.After ? SentenceOrigin.Verbatim : task.Sentence.Origin, task.Blocks);
            return Shorter(line, task, task.Fits);
        }
        bool AsShort(string text) => text.Length <= old.Length && task.Fits(text);
        var room = old.Length + Math.Max(0, task.After.Length - task.Before.Length);
        if (AsShort(task.After)) return new(task.After, SentenceOrigin.Verbatim, task.Blocks);
        var words = ClauseWords.Of(task.Language);
        var shorter = SentenceShortener.Shorten(task.After, words, AsShort)
            // The figure that changed may be a word longer; a sentence is worth more than the room it had.
            ?? (old.EndsWith('…') ? null : SentenceShortener.Shorten(task.After, words, text => text.Length <= room && task.Fits(text)))
            ?? Clipping.Clip(task.After, AsShort);
        return shorter is null ? null : new(shorter, SentenceOrigin.Shortened, task.Blocks);
    }

    static DraftSentence? Shorter(string line, SentenceTask task, Func<string, bool> fits) =>
        (SentenceShortener.Shorten(line, ClauseWords.Of(task.Language), fits) ?? Clipping.Clip(line, fits)) is { } text ? new(text, SentenceOrigin.Shortened, task.Blocks) : null;

    /// <summary>The new line, ended as the draft ended the old one.</summary>
    static string Closed(SentenceTask task)
    {
        var (old, before, after) = (task.Sentence.Text, task.Before, task.After);
        if (old.Length == before.Length || Bare(old) != Bare(before)) return after;
        return old.Length < before.Length ? Bare(after) : IsClosed(after) ? after : after + old[^1];
    }

    static string Bare(string text) => text.TrimEnd('.', '。');

    static bool IsClosed(string text) => text.Length > 0 && text[^1] is '.' or '。' or '!' or '?' or '…' or ':' or '！' or '？';
}
