using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Toombos.Connectors.Http;

namespace Toombos.Connectors.Sources.Notion;

/// <summary>Reads a page of Notion with all that is nested in it, or a database with each row as an item.</summary>
public sealed class NotionSource(OutboundHttp http, IRequestPace pace, IOptions<NotionOptions> options, TimeProvider time) : ISource
{
    /// <summary>Before the time of a page's last edit; other revisions are made of the text.</summary>
    const string Edited = "notion:", Rows = "notion-rows:";

    /// <summary>Notion tells times by the minute, so a younger one may stand for more than one edit.</summary>
    static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    readonly NotionOptions options = options.Value;

    public string Kind => "notion";
    public IReadOnlyList<string> Accounts => ["notion", "notion-token"];

    public async Task<SourceReading> ReadAsync(string address, string? revision, SourceVisit visit, CancellationToken ct)
    {
        if (PageAddress.IdOf(address) is not { } id) return new SourceReading.Refused("address.invalid", "This is no address of a Notion page or database. In Notion, choose Share and Copy link.");
        if (visit.Account is not { } account) return new SourceReading.Refused("source.forbidden", "Notion pages are read with a connected account. Connect one in the settings.");
        var api = new NotionApi(http, pace, options, time, account);
        try
        {
            if (await api.FindAsync($"pages/{id}", ct) is { } page) return await PageAsync(api, page, id, revision, visit, ct);
            if (await api.FindAsync($"databases/{id}", ct) is { } database) return await DatabaseAsync(api, database, revision, visit, ct);
            return NotionApi.NotShared;
        }
        catch (NotionException ended)
        {
            return ended.Reading;
        }
    }

    async Task<SourceReading> PageAsync(NotionApi api, JsonElement page, Guid id, string? revision, SourceVisit visit, CancellationToken ct)
    {
        if (IsGone(page)) return new SourceReading.Refused("source.not-found", "This page lies in Notion's trash. Restore it there, or remove this source.");
        var edited = SettledAt(page);
        if (edited is not null && Edited + edited == revision) return new SourceReading.Unchanged();
        var reader = new PageReader(api, visit.PictureAsync, options.MaxBlocks);
        var writer = new MarkdownWriter();
        writer.Heading(1, RowText.TitleOf(page));
        await reader.WriteAsync(id.ToString(), 0, writer, ct);
        var text = writer.ToString();
        // What is shared with other pages may change without this page being edited.
        var found = edited is not null && !reader.Borrows ? Edited + edited : SourceText.RevisionOf(text);
        return found == revision ? new SourceReading.Unchanged() : new SourceReading.Fetched(text, found);
    }

    async Task<SourceReading> DatabaseAsync(NotionApi api, JsonElement database, string? revision, SourceVisit visit, CancellationToken ct)
    {
        if (IsGone(database)) return new SourceReading.Refused("source.not-found", "This database lies in Notion's trash. Restore it there, or remove this source.");
        var tables = new List<(string Name, List<JsonElement> Rows)>();
        foreach (var table in database.Each("data_sources"))
        {
            var rows = new List<JsonElement>();
            await foreach (var row in api.ListAsync($"data_sources/{table.Text("id")}/query", query: true, ct))
            {
                if (row.Text("object") != "page" || IsGone(row)) continue;
                rows.Add(row);
                if (tables.Sum(t => t.Rows.Count) + rows.Count > options.MaxRows)
                    return new SourceReading.Refused("source.too-large", $"The database has more than {options.MaxRows} rows. Use a smaller one, such as one of this year.");
            }
            tables.Add((table.Text("name") ?? "", rows));
        }
        var all = tables.SelectMany(t => t.Rows).ToList();
        var glance = all.All(r => SettledAt(r) is not null) ? Rows + SourceText.RevisionOf(string.Join('\n', all.Select(r => $"{r.Text("id")} {r.Text("last_edited_time")}"))) : null;
        if (glance is not null && glance == revision) return new SourceReading.Unchanged();
        var (reader, writer) = (new PageReader(api, visit.PictureAsync, options.MaxBlocks), new MarkdownWriter());
        writer.Heading(1, RowText.Of(database.Each("title")));
        foreach (var (name, rows) in tables)
        {
            if (tables.Count > 1) writer.Heading(2, MarkdownText.Escape(name));
            foreach (var row in rows)
            {
                writer.Heading(tables.Count > 1 ? 3 : 2, RowText.TitleOf(row));
                RowText.Write(row, writer);
                if (row.Text("id") is { } id) await reader.WriteAsync(id, tables.Count > 1 ? 3 : 2, writer, ct);
            }
        }
        var text = writer.ToString();
        var found = glance is not null && !reader.Borrows ? glance : SourceText.RevisionOf(text);
        return found == revision ? new SourceReading.Unchanged() : new SourceReading.Fetched(text, found);
    }

    static bool IsGone(JsonElement thing) => thing.IsTrue("in_trash") || thing.IsTrue("archived");

    string? SettledAt(JsonElement page) =>
        page.Text("last_edited_time") is { Length: < 60 } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at + Settled < time.GetUtcNow() ? text : null;
}
