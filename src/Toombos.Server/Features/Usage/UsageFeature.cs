using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Limits;

namespace Toombos.Server.Features.Usage;

/// <summary>The door of Usage: plans as data, what is used of them, and what happens when it is used up.</summary>
public static class UsageFeature
{
    public static IServiceCollection AddUsage(this IServiceCollection services, Role role)
    {
        services.AddTables(model => model.ApplyConfiguration(new UsageMonth.Mapping()));
        services.AddOptions<PlansOptions>().BindConfiguration("Plans").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PlansOptions>, PlansOptionsValidator>();
        services.AddSingleton<PlanCatalog>().AddScoped<UsageDesk>();
        services.AddSingleton(new QuotaCount(Quota.Members, (db, ct) => db.Members.CountAsync(ct)));
        services.AddSingleton(provider => new QuotaCount(Quota.Members, (db, ct) => OpenInvitationsAsync(db, provider.GetRequiredService<TimeProvider>().GetUtcNow(), ct)));
        if (!role.HasFlag(Role.Api)) return services;
        services.AddSingleton<RequestTally>().AddHostedService(provider => provider.GetRequiredService<RequestTally>());
        services.AddSingleton<PlanMeter>().AddSingleton<IWorkspaceMeter>(provider => provider.GetRequiredService<PlanMeter>());
        return services;
    }

    static Task<int> OpenInvitationsAsync(ToombosDb db, DateTimeOffset now, CancellationToken ct) => db.Invitations.CountAsync(i => i.ExpiresAt > now, ct);

    public static void MapUsage(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1").WithTags("Usage").Costs(1);
        door.MapGet("/usage", GetUsage.Handle).Needs(Scopes.UsageRead).WithName("GetUsage").WithSummary("Gets the workspace's plan and what is used of it");
        door.MapGet("/plans", ListPlans.Handle).Needs(Scopes.UsageRead).WithName("ListPlans").WithSummary("Lists the plans, smallest first");
        door.MapPut("/workspaces/{id:guid}/plan", ChangePlan.Handle).Needs(Scopes.WorkspaceOwn).WithName("ChangePlan").WithSummary("Chooses another plan for the workspace");
    }
}
