using Markdig;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Connectors.Sources;
using Toombos.Connectors.Sources.Html;
using Toombos.Server.Features.Documents.Entries;
using Toombos.Server.Features.Documents.Parsing;
using Toombos.Server.Features.Documents.Syncing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Takes items in from another system. Their text goes through HTML, so that no mark in it stays open and none reaches beyond its item.</summary>
static class PutItems
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().DisableHtml().Build();

    public static async Task<Ok<SyncResult>> Handle(Guid id, PutItemsRequest request, ToombosDb db, EntryBook book, TakeSnapshot take, SyncHistory history, CancellationToken ct)
    {
        var source = await db.Sources.FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw Missing.Of("source");
        if (source.Kind != SourceKind.Items) throw new DomainRuleException("source.no-items", "Items are handed in to a source of the kind items. This one is read from its own place.");
        if (request.Items.Any(i => i.Flags.Values.Any(v => v is null))) throw new FieldException("items", "The value of a flag is null. Leave the flag out instead.");
        var put = request.Items.Select((item, at) => (Entry(item, at), ItemFlagLines.Of(item.Flags, $"items[{at}].flags"))).ToList();
        var run = history.Begin(source, SyncTrigger.Push);
        var document = await book.ChangeAsync(source, put, request.Delete, ct);
        await history.GoodAsync(source, run, ct);
        return TypedResults.Ok(await take.FromAsync(source, document, ct, run));
    }

    static SourceEntry Entry(PushedItem item, int at)
    {
        if (item.Link is not null && WebAddress.Safe(item.Link) is null) throw new FieldException($"items[{at}].link", "This is not a web address. Write it in full, such as https://example.com/news.");
        var text = HtmlMarkdown.Of(item.Format == TextFormat.Html ? item.Body : Markdown.ToHtml(item.Body, Pipeline));
        var title = HtmlMarkdown.WordsOf(System.Net.WebUtility.HtmlEncode(item.Title));
        if (title.Length == 0) throw new FieldException($"items[{at}].title", "Give the item a title.");
        return new(item.Id, title, text.Length == 0 ? HtmlMarkdown.OfText(title) : text)
        {
            Link = item.Link, Date = item.Date, Author = item.Author, Tags = [.. item.Tags.Select(t => t.Trim()).Where(t => t.Length is > 0 and <= 200)],
        };
    }
}
