using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Access;
using Toombos.Client.Audiences;
using Toombos.Server.Features.Audiences.Importing;
using Toombos.Server.Features.Usage;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Audiences;

/// <summary>The door of Audiences: lists of people who get newsletters, and the page on which readers leave them.</summary>
public static class AudiencesFeature
{
    /// <summary>A form with one word in it.</summary>
    const int ReadersForm = 4 * 1024;

    public static IServiceCollection AddAudiences(this IServiceCollection services)
    {
        services.AddTables(model =>
        {
            model.ApplyConfiguration(new Audience.Mapping());
            model.ApplyConfiguration(new ListConsent.Mapping());
            model.ApplyConfiguration(new Subscriber.Mapping());
            model.ApplyConfiguration(new Suppression.Mapping());
        });
        services.AddSingleton(new QuotaCount(Quota.Subscribers, (db, ct) => db.Subscribers.CountAsync(s => s.State == SubscriberState.Subscribed, ct)));
        return services.AddSingleton<Fingerprints>().AddSingleton<UnsubscribeLinks>().AddScoped<Subscriptions>().AddScoped<AudienceReader>();
    }

    public static void MapAudiences(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/audiences").WithTags("Audiences");
        door.MapPost("", AddAudience.Handle).Costs(1).Needs(Scopes.AudiencesWrite).WithName("AddAudience").WithSummary("Makes a list of people who get newsletters");
        door.MapGet("", ListAudiences.Handle).Costs(1).Needs(Scopes.AudiencesRead).WithName("ListAudiences").WithSummary("Lists audiences, newest first, with how many people are on each");

        var one = door.MapGroup("/{id:guid}");
        one.MapGet("", ListAudiences.One).Costs(1).Needs(Scopes.AudiencesRead).WithName("GetAudience").WithSummary("Gets an audience with how many people are on it");
        one.MapPut("", UpdateAudience.Handle).Costs(1).Needs(Scopes.AudiencesWrite).WithName("UpdateAudience").WithSummary("Changes an audience's name and description");
        one.MapDelete("", DeleteAudience.Handle).Costs(2).Needs(Scopes.AudiencesWrite).WithName("DeleteAudience").WithSummary("Removes an audience with everyone on it");

        // Somewhat more than the file may have, for the form around it.
        var large = new RequestSizeLimitAttribute(ImportReader.MaxBytes + HttpRegistration.OrdinaryBody);
        var people = one.MapGroup("/subscribers");
        people.MapGet("", ListSubscribers.Handle).Costs(1).Needs(Scopes.AudiencesRead).WithName("ListSubscribers").WithSummary("Lists the people on an audience, newest first");
        people.MapPost("", AddSubscriber.Handle).Costs(1).Needs(Scopes.AudiencesWrite).WithName("AddSubscriber").WithSummary("Puts one person on an audience");
        people.MapPost("/import", ImportSubscribers.Handle).WithMetadata(large).DisableAntiforgery().Costs(20).Needs(Scopes.AudiencesWrite).WithName("ImportSubscribers").WithSummary("Puts the people of a CSV file on an audience, or says what that would do");
        people.MapGet("/export", ExportSubscribers.Handle).Produces<string>(200, "text/csv").Costs(20).Needs(Scopes.AudiencesRead).WithName("ExportSubscribers").WithSummary("Streams everyone on an audience as CSV");
        people.MapPost("/{subscriberId:guid}/unsubscribe", EndSubscription.Handle).Costs(1).Needs(Scopes.AudiencesWrite).WithName("EndSubscription").WithSummary("Ends letters to somebody by hand");
        people.MapDelete("/{subscriberId:guid}", EndSubscription.Remove).Costs(1).Needs(Scopes.AudiencesWrite).WithName("RemoveSubscriber").WithSummary("Takes somebody off an audience, or erases them from the workspace");

        // Pages, not part of the described API. The body is read by hand, so no antiforgery token is asked for: mail programs have none (RFC 8058).
        var page = app.MapGroup("/u/{token}").WithTags("Audiences").AllowAnonymous().ExcludeFromDescription().Costs(1);
        page.MapGet("", Unsubscribe.Look).WithName("LookAtUnsubscribe").WithSummary("Asks a reader whether to unsubscribe");
        page.MapPost("", Unsubscribe.Handle).WithMetadata(new RequestSizeLimitAttribute(ReadersForm)).WithName("Unsubscribe").WithSummary("Unsubscribes a reader");
    }
}
