using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Mvc;
using Toombos.Client.Access;
using Toombos.Connectors.Sources.Notion;
using Toombos.Server.Features.Connections;
using Toombos.Server.Features.Documents.Entries;
using Toombos.Server.Features.Documents.Hooks;
using Toombos.Server.Features.Documents.Hubs;
using Toombos.Server.Features.Documents.Pictures;
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
            model.ApplyConfiguration(new SourceHook.Mapping());
            model.ApplyConfiguration(new FeedSubscription.Mapping());
            model.ApplyConfiguration(new KeptPicture.Mapping());
            model.ApplyConfiguration(new SyncRunRow.Mapping());
        });
        services.AddScoped<TakeSnapshot>().AddScoped<SourceReader>().AddScoped<PruneSnapshots>().AddScoped<EntryBook>().AddScoped<PictureShelf>().AddScoped<IRequestPace, SharedPace>().AddScoped<FileBook>().AddScoped<SyncHistory>();
        services.AddSingleton(new ConnectionUses((db, ct) => db.Sources.Where(s => s.ConnectionId != null).Select(s => new ConnectionUser(s.ConnectionId!.Value, "source", s.Id, s.Name)).ToListAsync(ct)));
        if (role.HasFlag(Role.Worker)) services.AddHostedService<FolderWatch>().AddHostedService<SyncDue>().AddHostedService<SubscribeDue>();
        return services.AddJob<Subscribe, SubscribePayload>(SubscribePayload.Kind, Subscribe.Rules).AddJob<SyncOnSchedule, SyncPayload>(SyncPayload.Kind, SyncOnSchedule.Rules);
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

        sources.MapGet("/{id:guid}/hook", ManageHook.Get).Costs(1).Needs(Scopes.DocumentsWrite).WithName("GetSourceHook").WithSummary("Gets how the secret address of a source stands");
        sources.MapPost("/{id:guid}/hook", ManageHook.Make).Costs(5).Needs(Scopes.DocumentsWrite).WithName("MakeSourceHook").WithSummary("Makes a secret address by which a source is read at once, in the place of the one before; it is shown this once");
        sources.MapDelete("/{id:guid}/hook", ManageHook.Remove).Costs(2).Needs(Scopes.DocumentsWrite).WithName("RemoveSourceHook").WithSummary("Removes the secret address of a source");
        app.MapPost(CallHook.Path + "/{token}", CallHook.Handle).WithTags("Documents").WithMetadata(new RequestSizeLimitAttribute(HookBody.Most)).DisableAntiforgery().AllowAnonymous().Costs(1).ExcludeFromDescription().WithName("CallSourceHook").WithSummary("Has a source read at once, by its secret address");

        sources.MapGet("/{id:guid}/push", ManagePush.Get).Costs(1).Needs(Scopes.DocumentsRead).WithName("GetFeedPush").WithSummary("Gets how it stands that the hub of a feed tells of changes");
        sources.MapPut("/{id:guid}/push", ManagePush.Begin).Costs(5).Needs(Scopes.DocumentsWrite).WithName("BeginFeedPush").WithSummary("Has the hub of a feed tell of changes (WebSub)");
        sources.MapDelete("/{id:guid}/push", ManagePush.End).Costs(5).Needs(Scopes.DocumentsWrite).WithName("EndFeedPush").WithSummary("Has the hub of a feed no longer tell of changes");
        var hubs = app.MapGroup(HubCallback.Path + "/{token}").WithTags("Documents").AllowAnonymous().Costs(1).ExcludeFromDescription();
        hubs.MapGet("", HubCallback.Verify).WithName("VerifyFeedHub").WithSummary("Answers a hub that asks whether a subscription is meant");
        hubs.MapPost("", HubCallback.Tell).WithMetadata(new RequestSizeLimitAttribute(HookBody.Most)).DisableAntiforgery().WithName("TellFeedHub").WithSummary("Takes from a hub that a feed has changed");

        var snapshots = door.MapGroup("/snapshots/{id:guid}");
        snapshots.MapGet("", GetSnapshot.Handle).Costs(1).Needs(Scopes.DocumentsRead).WithName("GetSnapshot").WithSummary("Gets a snapshot's figures and warnings");
        snapshots.MapGet("/items", ListItems.Handle).Costs(1).Needs(Scopes.DocumentsRead).WithName("ListItems").WithSummary("Lists a snapshot's items in document order");
        snapshots.MapGet("/markdown", GetMarkdown.Handle).Costs(1).Needs(Scopes.DocumentsRead).WithName("GetMarkdown").WithSummary("Gets the document as it was captured");
        snapshots.MapGet("/diff", GetDiff.Handle).Costs(3).Needs(Scopes.DocumentsRead).WithName("GetSnapshotDiff").WithSummary("Names what changed since an earlier snapshot");
    }
}
