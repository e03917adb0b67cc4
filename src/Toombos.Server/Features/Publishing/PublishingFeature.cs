using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Server.Features.Channels;
using Toombos.Server.Features.Publishing.Measuring;
using Toombos.Server.Features.Publishing.Planning;
using Toombos.Server.Features.Writing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Publishing;

/// <summary>The door of Publishing: what goes out where and when, and the ledger of what became of it.</summary>
public static class PublishingFeature
{
    public static IServiceCollection AddPublishing(this IServiceCollection services, Role role)
    {
        services.AddTables(model =>
        {
            model.ApplyConfiguration(new Publication.Mapping());
            model.ApplyConfiguration(new PublishedText.Mapping());
            model.ApplyConfiguration(new Delivery.Mapping());
            model.ApplyConfiguration(new DeliveryAttempt.Mapping());
            model.ApplyConfiguration(new Measurement.Mapping());
        });
        services.AddScoped<PublishGate>().AddScoped<PublicationDesk>().AddScoped<Publisher>().AddScoped<CancelPublication>().AddScoped<ResolveUnknown>().AddScoped<DeliveryViews>();
        services.AddScoped<Ledger>().AddScoped<Trials>().AddScoped<Dispatches>().AddScoped<PublishedPictures>().AddScoped<KnownPages>().AddScoped<MeasureDesk>().AddSingleton<MeasureDue>();
        if (role.HasFlag(Role.Worker)) services.AddHostedService(provider => provider.GetRequiredService<MeasureDue>());
        services.AddSingleton(new ChannelUse(ChannelInUseAsync));
        services.AddScoped<IWhen<PieceRemoved>, KeepPieceInUse>().AddScoped<IWhen<JobEnded>, SettleWhenJobEnds>();
        return services.AddJob<Publish, PublishPayload>(PublishPayload.Kind, Publish.Rules);
    }

    static async Task<string?> ChannelInUseAsync(ToombosDb db, Guid channel, CancellationToken ct) =>
        await db.Publications.Where(p => p.ChannelId == channel && p.FinishedAt == null).Select(p => p.Title).FirstOrDefaultAsync(ct) is { } title
            ? $"'{title}' is about to be published on it. Call that off first, or wait for its end." : null;

    public static void MapPublishing(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1").WithTags("Publishing");

        var all = door.MapGroup("/publications");
        all.MapPost("", PublishDraft.Handle).CanAnswer(422).Costs(10).Needs(Scopes.PublishingWrite).WithName("PublishDraft").WithSummary("Publishes an approved draft now or later");
        all.MapPost("/preview", PreviewPublication.Handle).Costs(2).Needs(Scopes.PublishingRead).WithName("PreviewPublication").WithSummary("Says what publishing would do and what stands against it");
        all.MapGet("", ListPublications.Handle).Costs(1).Needs(Scopes.PublishingRead).WithName("ListPublications").WithSummary("Lists publications, those due last first or, when asked, those due soonest");

        door.MapGet("/calendar", GetCalendar.Handle).Costs(2).Needs(Scopes.PublishingRead).WithName("GetCalendar").WithSummary("Gets what is planned and what went out by days, and approved drafts that wait for a day");

        var one = all.MapGroup("/{id:guid}");
        one.MapGet("", GetPublication.Handle).Costs(1).Needs(Scopes.PublishingRead).WithName("GetPublication").WithSummary("Gets a publication and how its deliveries stand");
        one.MapPost("/cancel", CancelPublication.Handle).Costs(2).Needs(Scopes.PublishingWrite).WithName("CancelPublication").WithSummary("Calls off what was not sent yet");
        one.MapPost("/move", MovePublication.Handle).CanAnswer(422).Costs(2).Needs(Scopes.PublishingWrite).WithName("MovePublication").WithSummary("Gives something planned another time");
        one.MapPost("/retry", RetryPublication.Handle).CanAnswer(422).Costs(5).Needs(Scopes.PublishingWrite).WithName("RetryPublication").WithSummary("Tries again what failed, and only that");
        one.MapPost("/resolve", ResolveUnknown.Handle).CanAnswer(422).Costs(5).Needs(Scopes.PublishingWrite).WithName("ResolveUnknown").WithSummary("Settles all deliveries of which nobody knows the end");
        one.MapPost("/withdraw", WithdrawPage.Handle).CanAnswer(422).Costs(5).Needs(Scopes.PublishingWrite).WithName("WithdrawPage").WithSummary("Takes a page down from its site");
        one.MapGet("/metrics", GetMetrics.Handle).Costs(1).Needs(Scopes.PublishingRead).WithName("GetMetrics").WithSummary("Says how a publication has fared, as its channel told it over time");
        one.MapPost("/metrics", GetMetrics.Now).Costs(10).Needs(Scopes.PublishingRead).WithName("ReadMetrics").WithSummary("Asks the channel now how a publication fares");
        one.MapGet("/deliveries", ListDeliveries.Handle).Costs(1).Needs(Scopes.PublishingRead).WithName("ListDeliveries").WithSummary("Lists the lines of a publication's ledger");

        door.MapPost("/channels/{id:guid}/try", TryChannel.Handle).CanAnswer(422).Costs(20).Needs(Scopes.ChannelsWrite).WithName("TryChannel").WithSummary("Sends something through a channel that no reader sees: a letter to yourself, or a test that is taken away again");

        var delivery = door.MapGroup("/deliveries/{id:guid}");
        delivery.MapGet("", ListDeliveries.One).Costs(1).Needs(Scopes.PublishingRead).WithName("GetDelivery").WithSummary("Gets a line of the ledger with its tries");
        delivery.MapPost("/resolve", ResolveUnknown.One).CanAnswer(422).Costs(2).Needs(Scopes.PublishingWrite).WithName("ResolveDelivery").WithSummary("Settles one delivery of which nobody knows the end");
    }
}
