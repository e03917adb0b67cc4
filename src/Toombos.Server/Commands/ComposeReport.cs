using Toombos.Client;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Toombos.Client.Checks;
using Toombos.Client.Documents;
using Toombos.Client.Writing;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Writing;

namespace Toombos.Server.Commands;

/// <summary>A draft in the report: what it says, sentence by sentence with citations, and what the checks say of it.</summary>
public sealed record ReportedDraft(string Channel, string? Item, bool Passed, DraftContent Content, CheckReport Checks);

/// <summary>Everything that a run of <c>compose</c> found and made.</summary>
public sealed record ComposeReport
{
    /// <summary>Name of the document's file.</summary>
    public required string Document { get; init; }
    public string? Title { get; init; }
    public string? Language { get; init; }
    public required string ContentHash { get; init; }
    public required string Voice { get; init; }
    public required string Template { get; init; }
    public required IReadOnlyList<DocumentWarning> Warnings { get; init; }
    public required IReadOnlyList<Item> Items { get; init; }
    public required IReadOnlyList<LeftOutItem> LeftOut { get; init; }
    public required IReadOnlyList<ReportedDraft> Drafts { get; init; }
    public required IReadOnlyList<string> Files { get; init; }

    public static ComposeReport Of(string path, LivingDocument document, DraftingResult result, IReadOnlyList<OutputFile> files) => new()
    {
        Document = Path.GetFileName(path), Title = document.Title, Language = document.Language, ContentHash = document.ContentHash, Voice = result.Voice, Template = result.Template,
        Warnings = document.Warnings, Items = document.Items, LeftOut = result.LeftOut,
        Drafts = [.. result.Drafts.Select(d => new ReportedDraft(d.Channel.Kind, d.Item, d.Checks.Passed, d.Content, d.Checks))],
        Files = [.. files.Select(f => f.Path), "report.json"],
    };

    /// <summary>Accents and scripts as people write them.</summary>
    static readonly ReportJson Readable = new(new JsonSerializerOptions(ReportJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public string ToJson() => JsonSerializer.Serialize(this, Readable.ComposeReport) + "\n";
}

/// <summary>How the report looks as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, Converters = [typeof(EnumWords)], DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ComposeReport))]
sealed partial class ReportJson : JsonSerializerContext;
