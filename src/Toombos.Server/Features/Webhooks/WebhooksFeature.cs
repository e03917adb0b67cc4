using Microsoft.Extensions.Options;
using Toombos.Client.Access;
using Toombos.Connectors.Channels.Webhook;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Webhooks;

/// <summary>The door of Webhooks: addresses that are told of events, and the log of what they were told.</summary>
public static class WebhooksFeature
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddTables(model => model.ApplyConfiguration(new WebhookEndpoint.Mapping()).ApplyConfiguration(new WebhookDeliveryRow.Mapping()));
        services.AddOptions<WebhooksOptions>().BindConfiguration("Webhooks").ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhooksOptions>, WebhooksOptionsValidator>();
        services.AddScoped<WebhookChannel>().AddScoped<WebhookSender>().AddScoped<WebhookLog>();
        services.AddSingleton<WebhookCaller>().AddSingleton<IEventListener>(provider => provider.GetRequiredService<WebhookCaller>()).AddHostedService(provider => provider.GetRequiredService<WebhookCaller>());
        return services.AddJob<PushWebhook, PushPayload>(PushPayload.Kind, PushWebhook.Rules);
    }

    public static void MapWebhooks(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/webhooks").WithTags("Webhooks");
        door.MapGet("", ListWebhooks.Handle).Costs(1).Needs(Scopes.WebhooksRead).WithName("ListWebhooks").WithSummary("Lists the addresses that are told of events");
        door.MapPost("", AddWebhook.Handle).Costs(5).Needs(Scopes.WebhooksWrite).WithName("AddWebhook").WithSummary("Adds an address that is told of events; its signing key is shown this once");

        var one = door.MapGroup("/{id:guid}");
        one.MapGet("", ListWebhooks.One).Costs(1).Needs(Scopes.WebhooksRead).WithName("GetWebhook").WithSummary("Gets a webhook and how it stands");
        one.MapPatch("", UpdateWebhook.Handle).Costs(2).Needs(Scopes.WebhooksWrite).WithName("UpdateWebhook").WithSummary("Changes a webhook, or switches it off and on");
        one.MapDelete("", DeleteWebhook.Handle).Costs(2).Needs(Scopes.WebhooksWrite).WithName("DeleteWebhook").WithSummary("Removes a webhook with its log");
        one.MapPost("/rotate-key", RotateWebhookKey.Handle).Costs(5).Needs(Scopes.WebhooksWrite).WithName("RotateWebhookKey").WithSummary("Makes a new signing key; the old one signs beside it for a day");
        one.MapPost("/check", CheckWebhook.Handle).Costs(10).Needs(Scopes.WebhooksWrite).WithName("CheckWebhook").WithSummary("Sends a signed message that tells of nothing, and shows the answer");
        one.MapPost("/replay", ReplayWebhook.Handle).CanAnswer(410).Costs(5).Needs(Scopes.WebhooksWrite).WithName("ReplayWebhook").WithSummary("Tells a webhook again of all events after one, or leaves out those that wait");
        one.MapGet("/deliveries", ListWebhookDeliveries.Handle).Costs(1).Needs(Scopes.WebhooksRead).WithName("ListWebhookDeliveries").WithSummary("Lists what a webhook was told, newest event first");
        one.MapPost("/deliveries/{sequence:long}/send-again", SendAgain.Handle).CanAnswer(410).Costs(10).Needs(Scopes.WebhooksWrite).WithName("SendWebhookAgain").WithSummary("Tells a webhook of one event again, at once");
    }
}
