using Toombos.Client.Access;
using Toombos.Server.Features.Documents;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Stale;

/// <summary>The door of Stale: texts whose sources have changed since, and what can be done about them.</summary>
public static class StaleFeature
{
    public static IServiceCollection AddStale(this IServiceCollection services)
    {
        services.AddTables(model => model.ApplyConfiguration(new StaleDraft.Mapping()));
        services.AddScoped<StaleDesk>().AddScoped<StaleViews>().AddScoped<UpdateDraft>();
        services.AddScoped<IWhen<SnapshotTaken>, LookWhenSnapshotTaken>().AddScoped<IWhen<DraftsSaved>, LookWhenDraftsSaved>();
        return services.AddJob<FindStale, FindStalePayload>(FindStalePayload.Kind, FindStale.Rules);
    }

    public static void MapStale(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1").WithTags("Stale");
        door.MapGet("/stale", ListStale.Handle).Costs(1).Needs(Scopes.WritingRead).WithName("ListStale").WithSummary("Lists drafts and published texts that no longer match their source, newest change first");
        door.MapGet("/stale/count", ListStale.Count).Costs(1).Needs(Scopes.WritingRead).WithName("CountStale").WithSummary("Counts texts that no longer match their source");

        var draft = door.MapGroup("/drafts/{id:guid}");
        draft.MapGet("/stale", GetStaleReport.Handle).Costs(3).Needs(Scopes.WritingRead).WithName("GetStaleReport").WithSummary("Shows what changed under a draft, and what an update would make of it");
        draft.MapPost("/update", UpdateDraft.HandleAsync).CanAnswer(402).Costs(5).Needs(Scopes.WritingWrite).WithName("UpdateDraft").WithSummary("Rewrites only the sentences at fault from the newest snapshot");
        draft.MapPost("/update/preview", UpdateDraft.PreviewAsync).CanAnswer(402).Costs(10).Needs(Scopes.WritingWrite).WithName("PreviewUpdate").WithSummary("Shows what an update would be, in a model's words where asked for");
        draft.MapPost("/update/estimate", UpdateDraft.EstimateAsync).CanAnswer(402).Costs(3).Needs(Scopes.WritingRead).WithName("EstimateUpdate").WithSummary("Says what having a model word an update may cost");
        draft.MapPost("/stale/ignore", IgnoreStale.Handle).Costs(2).Needs(Scopes.ReviewsWrite).WithName("IgnoreStale").WithSummary("Says that a change does not matter to a draft, until it changes again");
        draft.MapDelete("/stale/ignore", IgnoreStale.Stop).Costs(2).Needs(Scopes.ReviewsWrite).WithName("StopIgnoringStale").WithSummary("Takes that back");

        door.MapPost("/publications/{id:guid}/correct", CorrectPublication.Handle).Costs(10).Needs(Scopes.WritingWrite).WithName("CorrectPublication").WithSummary("Makes the draft that puts a published text right");
    }
}
