using Toombos.Client.Checks;
using Toombos.Client.Stale;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Documents.Diffing;

namespace Toombos.Server.Features.Writing.Updating;

/// <summary>A draft brought up to a later snapshot, and what happened to each sentence at fault.</summary>
/// <param name="SaysNothing">Nothing is left that the document bears out.</param>
sealed record DraftOutcome(DraftContent Content, IReadOnlyList<StaleSentence> Sentences, bool SaysNothing);

/// <summary>
/// Brings a draft up to a later snapshot. Only the sentences at fault are rewritten or taken out; every other one stays byte for byte. A person's words are
/// never rewritten: they stay, with what changed beside them.
/// </summary>
sealed class DraftUpdate
{
    /// <summary>Lines of their own that a draft must not lose for want of a successor.</summary>
    static readonly PartRole[] Needed = [PartRole.Subject, PartRole.PreviewText, PartRole.Title, PartRole.Excerpt, PartRole.SeoTitle, PartRole.SeoDescription];

    readonly DraftContent content;
    readonly SourceChanges changes;
    readonly ChannelKind channel;
    readonly List<PartInWork> parts;
    readonly Dictionary<SentencePlace, StaleSentence> outcomes = [];

    DraftUpdate(DraftContent content, SourceChanges changes, ChannelKind channel)
    {
        (this.content, this.changes, this.channel) = (content, changes, channel);
        parts = [.. content.Parts.Select(p => new PartInWork(p))];
    }

    public static async Task<DraftOutcome> RunAsync(DraftContent content, Staleness stale, SourceChanges changes, ChannelKind channel, ISentenceRewriter rewriter, CancellationToken ct)
    {
        var update = new DraftUpdate(content, changes, channel);
        foreach (var (at, blocks) in stale.Recited) update.parts[at.Part][at.Sentence] = update.parts[at.Part][at.Sentence]! with { Blocks = blocks };
        foreach (var spot in stale.Spots) await update.SettleAsync(spot, rewriter, ct);
        update.TidyUp();
        update.FollowLinks();
        return update.Result();
    }

    DraftOutcome Result()
    {
        var now = parts.Where(p => !p.IsGone).Select(p => p.Now).ToList();
        var link = content.Link is not null && changes.MovedLink(content.Link) is { } old ? changes.After(old.Id)?.Text : content.Link;
        return new(content with { Parts = now, Link = link }, [.. outcomes.OrderBy(o => o.Key.Part).ThenBy(o => o.Key.Sentence).Select(o => o.Value)],
            outcomes.Count > 0 && !parts.Exists(p => !p.IsGone && p.HasWords && p.Before.Role is >= PartRole.Greeting and not PartRole.Hashtags));
    }

    async Task SettleAsync(StaleSpot spot, ISentenceRewriter rewriter, CancellationToken ct)
    {
        var part = parts[spot.At.Part];
        var sentence = part[spot.At.Sentence]!;
        if (spot.Text is { Kind: SourceTextKind.Link } && !sentence.Text.Contains(spot.Line!, StringComparison.Ordinal))
        {
            // Its words hold; only where it leads is another place.
            if (spot.Successor is { } address) Tell(spot.At, spot.Reason, StaleOutcome.Rewritten, sentence.Text, spot.Changed, $"It leads to {address} now.");
            else Keep(spot, $"The document no longer gives the address that this leads to: {spot.Line}");
            return;
        }
        if (spot.Reason == StaleReason.Depends || sentence.Origin is SentenceOrigin.Edited or SentenceOrigin.Template)
        {
            Keep(spot, NoteOf(spot, sentence), spot.Successor is { } now ? Proposals.For(sentence.Text, spot.Line!, now) : null);
            return;
        }
        if (spot.Successor is not { } line)
        {
            if (IsNeeded(part, spot.At)) Keep(spot, "The document no longer says this, and nothing takes its place. Write another one.");
            else Remove(spot, StaleReason.Cites);
            return;
        }
        var text = spot.Text!;
        var rewritten = await rewriter.RewriteAsync(new()
        {
            Sentence = sentence, Role = part.Before.Role, Language = content.Language, Before = spot.Line!, After = line,
            Blocks = sentence.Blocks.Where(id => changes.After(id) is not null).ToList() is { Count: > 0 } cited ? cited : text.BlockId is { } block ? [block] : changes.SupportOf(text, line),
            Fits = wording => Fits(part, spot.At.Sentence, wording) || wording.Length <= sentence.Text.Length && !Fits(part, spot.At.Sentence, sentence.Text),
        }, ct);
        if (rewritten is null) Keep(spot, $"The document now says: “{line}” No wording of that fits here; shorten it by hand.");
        else if (rewritten.Text != sentence.Text && part.Says(rewritten.Text) && part.Before.Role != PartRole.TableRow) Remove(spot, StaleReason.Cites);
        else
        {
            part[spot.At.Sentence] = rewritten;
            part.Relink(text, changes.After(text.Id));
            if (part.Before.Role == PartRole.Image && text.Url is not null && part.Url == text.Url) part.Url = changes.After(text.Id)?.Url;
            Tell(spot.At, spot.Reason, StaleOutcome.Rewritten, rewritten.Text, spot.Changed);
        }
    }

    static string NoteOf(StaleSpot spot, DraftSentence sentence) => (spot.Reason, sentence.Origin, spot.Successor) switch
    {
        (_, _, null) => $"It rests on what the document no longer says: “{spot.Line}”",
        (StaleReason.Depends, _, var now) => $"It states what another sentence took from the document, which now says: “{now}”",
        (_, SentenceOrigin.Edited, var now) => $"These are a person's words, so they stay. The document now says: “{now}”",
        (_, _, var now) => $"The document now says: “{now}”",
    };

    /// <summary>A field that would be left without words.</summary>
    static bool IsNeeded(PartInWork part, SentencePlace at) =>
        Needed.Contains(part.Before.Role) && !Enumerable.Range(0, part.Before.Sentences.Count).Any(i => i != at.Sentence && part[i] is { Blocks.Count: > 0 });

    bool Fits(PartInWork part, int sentence, string wording)
    {
        var changed = part.With(sentence, wording);
        if (part.Before.Post > 0)
        {
            var post = parts.Where(p => p.Before.Post == part.Before.Post && !p.IsGone).Select(p => p == part ? changed : p.Now).Where(p => p.Sentences.Count > 0);
            return channel.Fits("post", (content with { Parts = [.. post] }).Posts[0]) && (part.Before.Role != PartRole.Image || channel.Fits("alt-text", changed.Text));
        }
        return Checks.Rules.LengthRules.FieldOf(part.Before.Role) is not { } field || channel.Fits(field, changed.Text);
    }

    /// <summary>Parts without words go, with headings that nothing follows and posts that say nothing; what is left of a thread is counted anew.</summary>
    void TidyUp()
    {
        for (var p = 0; p < parts.Count; p++)
            if (IsTouched(p) && parts[p].HadWords && !parts[p].HasWords) Drop(p);
        var emptied = parts.Where((_, p) => IsTouched(p)).Select(p => p.Before.Item).OfType<string>().ToHashSet(StringComparer.Ordinal);
        for (var p = 0; p < parts.Count; p++)
            if (!parts[p].IsGone && IsLeftBehind(p, emptied)) Drop(p);
        for (var p = parts.Count - 1; p >= 0; p--)
            if (!parts[p].IsGone && parts[p].Before is { Role: PartRole.Heading, Post: 0 } && IsEmptySection(p)) Drop(p);
        DropPosts();
    }

    bool IsTouched(int part) => outcomes.Any(o => o.Key.Part == part && o.Value.Outcome == StaleOutcome.Removed);

    /// <summary>The call to action of an item of which nothing else is told any more.</summary>
    bool IsLeftBehind(int p, HashSet<string> emptied) =>
        parts[p].Before is { Item: { } item, Role: PartRole.CallToAction or PartRole.Image } && emptied.Contains(item) && !parts[p].Before.Sentences.Any(s => s.Origin == SentenceOrigin.Edited)
        && !parts.Exists(o => !o.IsGone && o.Before.Item == item && o.HasWords && o.Before.Role is not (PartRole.Heading or PartRole.CallToAction or PartRole.Image));

    /// <summary>Something stood below it, and nothing of that is left.</summary>
    bool IsEmptySection(int p)
    {
        if (parts[p].Before.Sentences.Any(s => s.Origin == SentenceOrigin.Edited)) return false;
        var below = parts.Skip(p + 1).TakeWhile(o => o.Before.Role is not (PartRole.Closing or PartRole.Hashtags) && !(o.Before.Role == PartRole.Heading && o.Before.Level <= parts[p].Before.Level)).ToList();
        return below.Exists(o => o.IsGone) && below.TrueForAll(o => o.IsGone || !o.HadWords && o.Before.Item is null);
    }

    void DropPosts()
    {
        var posts = parts.Select(p => p.Before.Post).Where(n => n > 0).Distinct().Order().ToList();
        var kept = posts.Where(n => !parts.Exists(p => p.Before.Post == n && p.IsGone) && !parts.Where((p, i) => p.Before.Post == n && IsTouched(i)).Any()
            || parts.Exists(p => p.Before.Post == n && !p.IsGone && p.HasWords && p.Before.Role is not (PartRole.CallToAction or PartRole.Hashtags or PartRole.Image))).ToList();
        if (kept.Count == posts.Count || kept.Count == 0) return;
        for (var p = 0; p < parts.Count; p++)
        {
            if (parts[p].Before.Post == 0 || parts[p].IsGone) continue;
            if (!kept.Contains(parts[p].Before.Post)) { Drop(p); continue; }
            parts[p].Post = kept.IndexOf(parts[p].Before.Post) + 1;
            for (var s = 0; s < parts[p].Before.Sentences.Count; s++)
                if (parts[p].Before.Sentences[s].Text == $"{parts[p].Before.Post}/{posts.Count}") Renumber(p, s, kept.Count);
        }
    }

    void Renumber(int p, int s, int of)
    {
        var text = of == 1 ? null : $"{parts[p].Post}/{of}";
        parts[p][s] = text is null ? null : parts[p].Before.Sentences[s] with { Text = text };
        if (text is null && parts[p].Before.Sentences.Count == 1) parts[p].IsGone = true;
        Tell(new(p, s), StaleReason.Belongs, text is null ? StaleOutcome.Removed : StaleOutcome.Rewritten, text, []);
    }

    /// <summary>Buttons and linked headings lead where their item leads now.</summary>
    void FollowLinks()
    {
        foreach (var part in parts.Where(p => !p.IsGone && p.Before.Url is not null && p.Before.Role != PartRole.Image))
            if (changes.MovedLink(part.Before.Url!) is { } old && changes.After(old.Id) is { } now) part.Url = now.Text;
    }

    void Drop(int p)
    {
        parts[p].IsGone = true;
        for (var s = 0; s < parts[p].Before.Sentences.Count; s++)
            if (!outcomes.TryGetValue(new(p, s), out var told) || told.Outcome != StaleOutcome.Removed) Tell(new(p, s), told is { Blocks.Count: > 0 } ? told.Reason : StaleReason.Belongs, StaleOutcome.Removed, null, told?.Blocks ?? []);
    }

    void Remove(StaleSpot spot, StaleReason reason)
    {
        parts[spot.At.Part][spot.At.Sentence] = null;
        Tell(spot.At, reason, StaleOutcome.Removed, null, spot.Changed);
    }

    void Keep(StaleSpot spot, string note, string? proposal = null) =>
        Tell(spot.At, spot.Reason, StaleOutcome.Kept, parts[spot.At.Part].Before.Sentences[spot.At.Sentence].Text, spot.Changed, note, proposal);

    void Tell(SentencePlace at, StaleReason reason, StaleOutcome outcome, string? after, IReadOnlyList<string> changed, string? note = null, string? proposal = null)
    {
        var (part, sentence) = (parts[at.Part].Before, parts[at.Part].Before.Sentences[at.Sentence]);
        outcomes[at] = new()
        {
            At = at, Role = part.Role, Post = part.Post, Origin = sentence.Origin, Reason = reason, Outcome = outcome, Before = sentence.Text, After = after, Proposal = proposal, Note = note,
            Blocks = [.. changed.Select(id => changes.Before(id)?.BlockId).OfType<string>()],
            Spans = outcome == StaleOutcome.Removed || (proposal ?? after) is not { } now || now == sentence.Text ? [] : new WordDiff().Between(sentence.Text, now),
        };
    }
}
