using System.Net.Http.Headers;

namespace Toombos.Client.Documents;

/// <summary>Sources, their snapshots, and what changed between them.</summary>
public sealed class DocumentsClient(ToombosConnection connection)
{
    /// <summary>Tells what kind of source an address is, and offers the feeds that a page names.</summary>
    public Task<RecognisedSource> RecogniseAsync(string address, CancellationToken ct = default) =>
        connection.SendAsync<RecogniseRequest, RecognisedSource>(HttpMethod.Post, "v1/sources/recognise", new() { Address = address }, ct);

    /// <summary>Registers a source and takes its first snapshot. 400 when the document can't be read, 413 over 10 MB or 100,000 blocks.</summary>
    public Task<SyncResult> AddSourceAsync(AddSourceRequest request, CancellationToken ct = default) =>
        connection.SendAsync<AddSourceRequest, SyncResult>(HttpMethod.Post, "v1/sources", request, ct);

    /// <summary>
    /// Registers an uploaded file: Markdown or text (.md, .markdown, .txt, UTF-8), HTML (.html), Word (.docx) or PDF (.pdf), which become Markdown. 415 when it is none of these, has a password, macros or, as a PDF, no text; 413 when it is too large.
    /// </summary>
    public async Task<SyncResult> UploadSourceAsync(string name, string fileName, Stream file, CancellationToken ct = default)
    {
        using var form = new MultipartFormDataContent { { new StringContent(name), "name" } };
        var content = new StreamContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(content, "file", fileName);
        return await connection.PostAsync<SyncResult>("v1/sources/upload", form, ct);
    }

    /// <summary>Newest first.</summary>
    public Task<Page<Source>> ListSourcesAsync(string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Source>>(ToombosConnection.Query("v1/sources", ("after", after), ("limit", limit)), ct);

    /// <summary>404 <c>source.not-found</c>.</summary>
    public Task<Source> GetSourceAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<Source>($"v1/sources/{id}", ct);

    /// <summary>Removes a source with its snapshots, pieces and drafts.</summary>
    public Task DeleteSourceAsync(Guid id, CancellationToken ct = default) => connection.DeleteAsync($"v1/sources/{id}", ct);

    /// <summary>Saves a new state of a pasted or uploaded document; an unchanged one makes no snapshot.</summary>
    public Task<SyncResult> UpdateDocumentAsync(Guid sourceId, UpdateDocumentRequest request, CancellationToken ct = default) =>
        connection.SendAsync<UpdateDocumentRequest, SyncResult>(HttpMethod.Put, $"v1/sources/{sourceId}/document", request, ct);

    /// <summary>Sets when a source is read again by itself. 409 <c>source.nothing-to-sync</c> where the text lives in Toombos.</summary>
    public Task<Source> SetScheduleAsync(Guid sourceId, SyncSchedule schedule, CancellationToken ct = default) =>
        connection.SendAsync<SyncSchedule, Source>(HttpMethod.Put, $"v1/sources/{sourceId}/schedule", schedule, ct);

    /// <summary>What came of reading the source, newest first; the last hundred times.</summary>
    public Task<Page<SyncRun>> ListSyncsAsync(Guid sourceId, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<SyncRun>>(ToombosConnection.Query($"v1/sources/{sourceId}/syncs", ("after", after), ("limit", limit)), ct);

    /// <summary>Hands items in, changes those with known ids, and takes items out. 409 <c>source.no-items</c> for sources of other kinds, 413 over 10 MB or 100,000 blocks together.</summary>
    public Task<SyncResult> PutItemsAsync(Guid sourceId, PutItemsRequest request, CancellationToken ct = default) =>
        connection.SendAsync<PutItemsRequest, SyncResult>(HttpMethod.Post, $"v1/sources/{sourceId}/items", request, ct);

    /// <summary>How the secret address of a source stands; null where it has none.</summary>
    public async Task<SourceHook?> FindHookAsync(Guid sourceId, CancellationToken ct = default)
    {
        try
        {
            return await connection.GetAsync<SourceHook>($"v1/sources/{sourceId}/hook", ct);
        }
        catch (ToombosApiException none) when (none.Code == "source-hook.not-found")
        {
            return null;
        }
    }

    /// <summary>Makes a secret address by which the source is read at once, in the place of the one before. 409 <c>source.nothing-to-sync</c> where the text lives in Toombos.</summary>
    public Task<NewSourceHook> MakeHookAsync(Guid sourceId, CancellationToken ct = default) => connection.PostAsync<NewSourceHook>($"v1/sources/{sourceId}/hook", null, ct);

    public Task RemoveHookAsync(Guid sourceId, CancellationToken ct = default) => connection.DeleteAsync($"v1/sources/{sourceId}/hook", ct);

    /// <summary>How it stands that the hub of a feed tells of changes; null where that is off.</summary>
    public async Task<FeedPush?> FindPushAsync(Guid sourceId, CancellationToken ct = default)
    {
        try
        {
            return await connection.GetAsync<FeedPush>($"v1/sources/{sourceId}/push", ct);
        }
        catch (ToombosApiException none) when (none.Code == "feed-push.not-found")
        {
            return null;
        }
    }

    /// <summary>Has the hub of a feed tell of changes. 409 <c>source.not-a-feed</c>, or <c>source.no-public-address</c> where no hub can call the server.</summary>
    public Task<FeedPush> BeginPushAsync(Guid sourceId, CancellationToken ct = default) => connection.PutAsync<FeedPush>($"v1/sources/{sourceId}/push", ct);

    public Task EndPushAsync(Guid sourceId, CancellationToken ct = default) => connection.DeleteAsync($"v1/sources/{sourceId}/push", ct);

    /// <summary>Reads a source that is kept elsewhere again now. 502 <c>source.unreachable</c> keeps the last good snapshot.</summary>
    public Task<SyncResult> SyncSourceAsync(Guid sourceId, CancellationToken ct = default) =>
        connection.PostAsync<SyncResult>($"v1/sources/{sourceId}/sync", null, ct);

    /// <summary>Newest first.</summary>
    public Task<Page<Snapshot>> ListSnapshotsAsync(Guid sourceId, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Snapshot>>(ToombosConnection.Query($"v1/sources/{sourceId}/snapshots", ("after", after), ("limit", limit)), ct);

    /// <summary>404 <c>snapshot.not-found</c>.</summary>
    public Task<Snapshot> GetSnapshotAsync(Guid id, CancellationToken ct = default) => connection.GetAsync<Snapshot>($"v1/snapshots/{id}", ct);

    /// <summary>Items in document order, with their blocks.</summary>
    public Task<Page<Item>> ListItemsAsync(Guid snapshotId, string? search = null, string? after = null, int limit = 50, CancellationToken ct = default) =>
        connection.GetAsync<Page<Item>>(ToombosConnection.Query($"v1/snapshots/{snapshotId}/items", ("search", search), ("after", after), ("limit", limit)), ct);

    /// <summary>The document as it was captured, Markdown.</summary>
    public Task<string> GetMarkdownAsync(Guid snapshotId, CancellationToken ct = default) =>
        connection.GetTextAsync($"v1/snapshots/{snapshotId}/markdown", ct);

    /// <summary>What changed between an earlier snapshot (the one before, when left out) and this one.</summary>
    public Task<SnapshotDiff> GetDiffAsync(Guid snapshotId, Guid? from = null, CancellationToken ct = default) =>
        connection.GetAsync<SnapshotDiff>(ToombosConnection.Query($"v1/snapshots/{snapshotId}/diff", ("from", from)), ct);
}
