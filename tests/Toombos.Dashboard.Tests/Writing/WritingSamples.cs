using Toombos.Client.Checks;
using Toombos.Client.Writing;
using Toombos.Dashboard.Tests.Documents;

namespace Toombos.Dashboard.Tests.Writing;

/// <summary>Pieces and drafts as the API would send them.</summary>
static class WritingSamples
{
    public static readonly Guid PieceId = Guid.Parse("44444444-4444-7444-8444-444444444444");
    public static readonly Guid DraftId = Guid.Parse("55555555-5555-7555-8555-555555555555");
    public static readonly string Hash = new('c', 64);

    public static DraftSummary Summary(string channel = "x", int claims = 0, int errors = 0, int version = 2) => new()
    {
        Id = DraftId,
        PieceId = PieceId,
        Ai = AiShare.Human,
        Channel = channel,
        Title = "Skerry 14 gets a lighter hull",
        State = DraftState.Draft,
        VersionNumber = version,
        Score = 82,
        UnsupportedClaims = claims,
        Errors = errors,
        Warnings = 1,
        UpdatedAt = DocumentSamples.At("2026-10-12T09:00:00Z"),
    };

    public static Piece Piece(params DraftSummary[] drafts) => new()
    {
        Id = PieceId,
        Title = "Weekly update",
        SourceId = DocumentSamples.SourceId,
        SnapshotId = DocumentSamples.SnapshotId,
        CreatedAt = DocumentSamples.At("2026-10-12T09:00:00Z"),
        Voice = "professional",
        Template = "modern",
        Items = ["skerry-14"],
        LeftOut = [new("old", "An old item", "It is dated before 1 October.")],
        Drafts = drafts.Length > 0 ? drafts : [Summary()],
    };

    public static DraftContent Content(string text = "The Skerry 14 now weighs 19.8 kg.") => new()
    {
        Language = "en",
        Parts =
        [
            new() { Role = PartRole.Paragraph, Post = 1, Sentences = [new("Good news:", SentenceOrigin.Template, []), new(text, SentenceOrigin.Verbatim, ["aaaaaaaaaaaa"])] },
            new() { Role = PartRole.Hashtags, Post = 1, Sentences = [new("#skerry", SentenceOrigin.Template, [])] },
        ],
    };

    public static Claim Claim(string text = "19.8 kg", ClaimVerdict verdict = ClaimVerdict.Unsupported) => new()
    {
        Id = "claim-1", Kind = ClaimKind.Number, Text = text, At = new(0, 1), Verdict = verdict, Blocks = [],
    };

    /// <summary>A claim that the source contradicts, with words of the sample's block in the place of what it says.</summary>
    public static Claim Contradicted() => Claim(verdict: ClaimVerdict.Contradicted) with { Evidence = new("aaaaaaaaaaaa", 4, 6, "Skerry") };

    public static CheckReport Checks(params Claim[] claims) => new()
    {
        Findings = [new("hashtags.many", Severity.Warning, "Use at most three hashtags.", new(1, 0))],
        Claims = claims,
        Measures = [new("post 1", 1, 57, 280, "weighted")],
        Quality = new(82, "good", [new("readability", 0.15, 90), new("engagement", 0.35, 64)], [new("engagement", "Begin with the reader.", new(0, 1), "The Skerry 14 now weighs 19.8 kg.")], new(61, 7, 9, 8, 10, 0, 9, 2)),
    };

    public static Draft Draft(string channel = "x", DraftContent? content = null, EditableDraft? editable = null, int version = 2, int newest = 2, params Claim[] claims) => new()
    {
        Summary = Summary(channel, claims.Length, version: newest),
        Ai = AiShare.Human,
        VersionNumber = version,
        ContentHash = Hash,
        SnapshotId = DocumentSamples.SnapshotId,
        Content = content ?? Content(),
        Editable = editable ?? new() { Posts = ["Good news: The Skerry 14 now weighs 19.8 kg.\n\n#skerry"] },
        Checks = Checks(claims),
    };

    public static DraftPreview Preview(Draft draft, string? html = null) => new(html, "plain words", draft.Content, draft.Checks, new(draft.Ai, null, null, null));
}
