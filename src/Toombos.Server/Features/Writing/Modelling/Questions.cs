using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.Connectors.Channels;
using Toombos.Server.Features.Models;
using Toombos.Server.Features.Voices;
using Toombos.Server.Features.Writing.Modelling.Opinions;
using Toombos.Server.Features.Writing.Updating;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Makes what models are asked: what to do is ours, with the channel's limits and the brand's voice; the document is what to do it with.</summary>
sealed class Questions(ToombosDb db, PromptDesk prompts)
{
    const int TokensOfAnswer = 4_000, TokensOfPost = 1_500;
    static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly Dictionary<ChannelFamily, PartRole[]> Roles = new()
    {
        [ChannelFamily.Email] = [PartRole.Subject, PartRole.PreviewText, PartRole.Intro, PartRole.Heading, PartRole.Paragraph, PartRole.ListItem, PartRole.Quote],
        [ChannelFamily.Web] = [PartRole.Title, PartRole.Excerpt, PartRole.SeoTitle, PartRole.SeoDescription, PartRole.Heading, PartRole.Paragraph, PartRole.ListItem, PartRole.Quote],
        [ChannelFamily.Social] = [PartRole.Paragraph],
    };

    public static IReadOnlyList<PartRole> RolesOf(ChannelFamily family) => Roles[family];

    /// <param name="brief">What kind of text it is to be; null for what suits the channel.</param>
    /// <param name="angle">What it is to put first, for one of several variants.</param>
    /// <param name="place">Where it stands among others that belong together, if it does.</param>
    public async Task<ModelQuestion> DraftAsync(OpenDraft open, NumberedBlocks blocks, string? brief, CancellationToken ct, string? angle = null, DraftPlace? place = null)
    {
        var (family, prompt) = (open.Channel.Family, await prompts.OfAsync("draft", ct));
        var kind = brief is null ? null : await prompts.OfAsync(PromptKind.Brief, "brief", brief, open, ct);
        var view = angle is null ? null : await prompts.OfAsync(PromptKind.Angle, "angles", angle, open, ct);
        var what = string.Join(' ', new[] { kind?.Text, view?.Text }.OfType<string>());
        var chain = place is null ? null : await prompts.OfAsync("chain", ct);
        var system = prompt.With(await ValuesAsync(open, new()
        {
            ["brief"] = place is null ? what : chain!.With(ValuesOf(place, what)), ["channel"] = open.Channel.Name, ["roles"] = string.Join(", ", RolesOf(family).Select(WrittenAnswer.WordOf)), ["people"] = family == ChannelFamily.Email ? "subscribers of a newsletter" : "anybody",
        }, ct));
        var shown = place is null ? Json(new { document = blocks.Shown }) : Json(new { document = blocks.Shown, earlier = place.Earlier });
        return new(ModelPurpose.Draft, string.Join(' ', new[] { prompt, kind, view, chain }.OfType<Prompt>().Select(p => p.Id)), system, shown)
        {
            MaxOutputTokens = TokensOf(family), Schema = WrittenAnswer.SchemaFor(RolesOf(family)), DraftId = open.Draft.Id,
        };
    }

    public async Task<ModelQuestion> RefineAsync(OpenDraft open, NumberedBlocks blocks, RefineRequest request, IReadOnlyList<int> parts, CancellationToken ct)
    {
        var (prompt, kind) = (await prompts.OfAsync("refine", ct), await prompts.OfAsync(PromptKind.Refine, "kind", request.Kind, open, ct));
        var language = LanguageOf(request.Language ?? open.Version.Content.Language);
        var instruction = kind.With(new Dictionary<string, string> { ["language"] = language, ["custom"] = WrittenDraft.Clean(request.Instruction) });
        var system = prompt.With(await ValuesAsync(open, new() { ["instruction"] = instruction, ["language"] = language }, ct));
        var shown = parts.Select(p => (Place: p, Part: open.Version.Content.Parts[p])).Select(p => new
        {
            part = p.Place, role = WrittenAnswer.WordOf(p.Part.Role), sentences = p.Part.Sentences.Select(s => new { text = s.Text, blocks = blocks.NumbersOf(s.Blocks) }),
        });
        return new(ModelPurpose.Refine, $"{prompt.Id} {kind.Id}", system, Json(new { document = blocks.Shown, parts = shown })) { MaxOutputTokens = TokensOf(open.Channel.Family), Schema = RefinedAnswer.Schema, DraftId = open.Draft.Id, Fresh = request.Fresh };
    }

    public async Task<ModelQuestion> SuggestAsync(OpenDraft open, NumberedBlocks blocks, SuggestRequest request, Prompt kind, CancellationToken ct)
    {
        var prompt = await prompts.OfAsync("suggest", ct);
        var system = prompt.With(await ValuesAsync(open, new() { ["instruction"] = kind.Text, ["count"] = request.Count.ToString(CultureInfo.InvariantCulture) }, ct));
        var shown = open.Version.Content.Parts.Select(p => new { role = WrittenAnswer.WordOf(p.Role), text = p.Text });
        return new(ModelPurpose.SubjectLines, $"{prompt.Id} {kind.Id}", system, Json(new { document = blocks.Shown, draft = shown })) { MaxOutputTokens = TokensOfPost, Schema = SuggestedAnswer.Schema, DraftId = open.Draft.Id, Fresh = request.Fresh };
    }

    public async Task<ModelQuestion> JudgeAsync(OpenDraft open, NumberedBlocks blocks, JudgedSentences sentences, CancellationToken ct)
    {
        var prompt = await prompts.OfAsync("judge", ct);
        return new(ModelPurpose.Judge, prompt.Id, prompt.With(await ValuesAsync(open, [], ct)), Json(new { document = blocks.Shown, sentences = sentences.Shown })) { MaxOutputTokens = TokensOfPost, Schema = JudgedSentences.Schema, DraftId = open.Draft.Id };
    }

    public async Task<ModelQuestion> UpdateAsync(OpenDraft open, IReadOnlyList<SentenceTask> tasks, CancellationToken ct)
    {
        var prompt = await prompts.OfAsync("update", ct);
        var shown = tasks.Select((task, place) => new { n = place + 1, role = WrittenAnswer.WordOf(task.Role), text = task.Sentence.Text, before = task.Before, after = task.After });
        return new(ModelPurpose.Refine, prompt.Id, prompt.With(await ValuesAsync(open, [], ct)), Json(new { sentences = shown })) { MaxOutputTokens = TokensOfPost + tasks.Sum(t => t.After.Length), Schema = UpdatedAnswer.Schema, DraftId = open.Draft.Id };
    }

    /// <summary>What a prompt would make of a draft, to look at: the question in which it stands, with what is usual in its other places.</summary>
    public async Task<ModelQuestion> PreviewAsync(Prompt ours, OpenDraft open, NumberedBlocks blocks, CancellationToken ct)
    {
        var (name, draft) = (ours.Name[(ours.Name.IndexOf('.', StringComparison.Ordinal) + 1)..], open.Draft.Id);
        return (ours.Kind, name) switch
        {
            (PromptKind.Base, "draft") => await DraftAsync(open, blocks, null, ct),
            (PromptKind.Brief, _) => await DraftAsync(open, blocks, name, ct),
            (PromptKind.Angle, _) => await DraftAsync(open, blocks, null, ct, name),
            (PromptKind.Base, "refine") or (PromptKind.Refine, _) => await RefineAsync(open, blocks, new()
            {
                BaseVersion = open.Draft.VersionNumber, Kind = ours.Kind == PromptKind.Base ? "clarity" : name, Language = name == "translate" ? "de" : null, Instruction = "What you ask for stands here.",
            }, RefineDraft.PartsOf(open.Version.Content, null), ct),
            (PromptKind.Base, "suggest") => await SuggestAsync(open, blocks, new() { Kind = "headings" }, FirstSuggestion(open), ct),
            (PromptKind.Suggest, _) => await SuggestAsync(open, blocks, new() { Kind = name }, await prompts.OfAsync(PromptKind.Suggest, "draftId", name, open, ct), ct),
            _ => new(ModelPurpose.Draft, ours.Id, (await prompts.OfAsync(ours.Name, ct)).WithWhatIsKnown(await ValuesAsync(open, [], ct)), Json(new { document = blocks.Shown })) { MaxOutputTokens = TokensOf(open.Channel.Family), DraftId = draft },
        };
    }

    static Prompt FirstSuggestion(OpenDraft open) =>
        Prompt.All.Values.Where(p => p.Kind == PromptKind.Suggest && PromptDesk.IsFor(p, open.Channel)).OrderBy(p => p.Name, StringComparer.Ordinal).First();

    async Task<Dictionary<string, string>> ValuesAsync(OpenDraft open, Dictionary<string, string> more, CancellationToken ct)
    {
        var own = open.House is { } house ? await db.Voices.AsNoTracking().FirstOrDefaultAsync(v => v.Slug == house.Slug, ct) : null;
        var values = new Dictionary<string, string>
        {
            ["brand"] = open.Brand.Name, ["channel"] = open.Channel.Name, ["language"] = LanguageOf(open.Version.Content.Language), ["limits"] = LimitsOf(open.Channel),
            ["voice"] = own is null ? open.Piece.Voice.Replace('_', ' ') : VoiceWords.For(own),
        };
        foreach (var (name, value) in more) values[name] = value;
        return values;
    }

    static Dictionary<string, string> ValuesOf(DraftPlace place, string brief) => new()
    {
        ["brief"] = brief, ["chain"] = place.Chain, ["step"] = place.Step, ["purpose"] = place.Purpose,
        ["number"] = place.Number.ToString(CultureInfo.InvariantCulture), ["of"] = place.Of.ToString(CultureInfo.InvariantCulture),
    };

    static int TokensOf(ChannelFamily family) => family == ChannelFamily.Social ? TokensOfPost : TokensOfAnswer;

    public static string Json(object shown) => JsonSerializer.Serialize(shown, Plain);

    static string LanguageOf(string code) => CultureInfo.GetCultureInfo(code).EnglishName;

    /// <summary>The truth table in words. It is held to afterwards whatever the model makes of it.</summary>
    static string LimitsOf(ChannelKind channel) => string.Join(" ", channel.Limits.Where(l => l.Of is "post" or "subject" or "preview-text" or "title" or "excerpt" or "seo-title" or "seo-description" or "thread")
        .GroupBy(l => l.Of, StringComparer.Ordinal).Select(g => string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(g.Key[0])}{g.Key[1..].Replace('-', ' ')}: at most {g.Min(l => l.Max)} {g.First().Unit.ToString().ToLowerInvariant()}.")));
}
