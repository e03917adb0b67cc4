using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Mvc;
using Toombos.Client.Access;
using Toombos.Server.Features.Connections;
using Toombos.Server.Features.Documents.Entries;
using Toombos.Server.Features.Documents.Syncing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Documents;

/// <summary>The door of Documents: sources, snapshots, items, differences.</summary>
public static class DocumentsFeature
{
    public static IServiceCollection AddDocuments(this IServiceCollection services, Role role)
    {
        services.AddTables(model =>
        {
            model.ApplyConfiguration(new Source.Mapping());
            model.ApplyConfiguration(new Snapshot.Mapping());
            model.ApplyConfiguration(new StoredItem.Mapping());
            model.ApplyConfiguration(new SourceEntryRow.Mapping());
            model.ApplyConfiguration(new SourceFileRow.Mapping());
            model.ApplyConfiguration(new SyncRunRow.Mapping());
        });
        services.AddScoped<TakeSnapshot>().AddScoped<SourceReader>().AddScoped<PruneSnapshots>().AddScoped<EntryBook>().AddScoped<FileBook>().AddScoped<SyncHistory>();
        services.AddSingleton(new ConnectionUses((db, ct) => db.Sources.Where(s => s.ConnectionId != null).Select(s => new ConnectionUser(s.ConnectionId!.Value, "source", s.Id, s.Name)).ToListAsync(ct)));
        if (role.HasFlag(Role.Worker)) services.AddHostedService<FolderWatch>().AddHostedService<SyncDue>();
        return services.AddJob<SyncOnSchedule, SyncPayload>(SyncPayload.Kind, SyncOnSchedule.Rules);
    }

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        var large = new RequestSizeLimitAttribute(HttpRegistration.DocumentBody);
        var door = app.MapGroup("/v1").WithTags("Documents");

        var sources = door.MapGroup("/sources");
        sources.MapPost("", AddSource.Handle).CanAnswer(502).WithMetadata(large).Costs(5).Needs(Scopes.DocumentsWrite).WithName("AddSource").WithSummary("Registers a living document and takes its first snapshot");
        sources.MapPost("/recognise", RecogniseSource.Handle).Costs(5).Needs(Scopes.DocumentsWrite).WithName("RecogniseSource").WithSummary("Tells what kind of source an address is");
        sources.MapPost("/upload", UploadSource.Handle).WithMetadata(large).DisableAntiforgery().Costs(5).Needs(Scopes.DocumentsWrite).WithName("UploadSource").WithSummary("Registers an uploaded Markdown, text, HTML or Word file");
        sources.MapGet("", ListSources.Handle).Costs(1).Needs(Scopes.DocumentsRead).WithName("ListSources").WithSummary("Lists sources, newest first");
        sources.MapGet("/{id:guid}", GetSource.Handle).Costs(1).Needs(Scopes.DocumentsRead).WithName("GetSource").WithSummary("Gets a source and its latest snapshot");
        sources.MapDelete("/{id:guid}", DeleteSource.Handle).Costs(2).Needs(Scopes.DocumentsWrite).WithName("DeleteSource").WithSummary("Removes a source with everything made from it");
        sources.MapPut("/{id:guid}/document", UpdateDocument.Handle).WithMetadata(large).Costs(5).Needs(Scopes.DocumentsWrite).WithName("UpdateDocument").WithSummary("Saves a new state of a pasted or uploaded document");
        sources.MapPost("/{id:guid}/sync", SyncSource.Handle).CanAnswer(502).Costs(5).Needs(Scopes.DocumentsWrite).WithName("SyncSource").WithSummary("Reads a source that is kept elsewhere again now");
        sources.MapPut("/{id:guid}/schedule", SetSchedule.Handle).Costs(2).Needs(Scopes.DocumentsWrite).WithName("SetSourceSchedule").WithSummary("Sets when a source is read again by itself");
        sources.MapGet("/{id:guid}/syncs", ListSyncs.Handle).Costs(1).Needs(Scopes.DocumentsRead).WithName("ListSourceSyncs").WithSummary("Lists what came of reading a source, newest first");
        sources.MapPost("/{id:guid}/items", PutItems.Handle).WithMetadata(large).Costs(5).Needs(Scopes.DocumentsWrite).WithName("PutSourceItems").WithSummary("Adds, changes and takes out items of a source of items");
        sources.MapGet("/{id:guid}/snapshots", ListSnapshots.Handle).Costs(1).Needs(Scopes.DocumentsRead).WithName("ListSnapshots").WithSummary("Lists a source's snapshots, newest first");

        var snapshots = door.MapGroup("/snapshots/{id:guid}");
        snapshots.MapGet("", GetSnapshot.Handle).Costs(1).Needs(Scopes.DocumentsRead).WithName("GetSnapshot").WithSummary("Gets a snapshot's figures and warnings");
        snapshots.MapGet("/items", ListItems.Handle).Costs(1).Needs(Scopes.DocumentsRead).WithName("ListItems").WithSummary("Lists a snapshot's items in document order");
        snapshots.MapGet("/markdown", GetMarkdown.Handle).Costs(1).Needs(Scopes.DocumentsRead).WithName("GetMarkdown").WithSummary("Gets the document as it was captured");
        snapshots.MapGet("/diff", GetDiff.Handle).Costs(3).Needs(Scopes.DocumentsRead).WithName("GetSnapshotDiff").WithSummary("Names what changed since an earlier snapshot");
    }
}
