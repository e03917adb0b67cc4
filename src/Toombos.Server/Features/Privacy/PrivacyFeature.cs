using Toombos.Client.Access;
using Toombos.Server.Features.Privacy.Exporting;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Privacy;

/// <summary>The door of Privacy: take data out, have it erased, bound how long it is kept, see what was agreed to.</summary>
public static class PrivacyFeature
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services, Role role)
    {
        services.AddTables(model =>
        {
            model.ApplyConfiguration(new Consent.Mapping());
            model.ApplyConfiguration(new RetentionRules.Mapping());
        });
        services.AddScoped<ConsentBook>().AddScoped<EraseWorkspace>().AddScoped<ErasePerson>().AddScoped<ApplyRetention>().AddScoped<WorkspaceExport>().AddScoped<PersonExport>();
        services.AddSingleton<PrivacySweep>();
        if (role.HasFlag(Role.Worker)) services.AddHostedService(provider => provider.GetRequiredService<PrivacySweep>());
        return services;
    }

    public static void MapPrivacy(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1").WithTags("Privacy");
        var me = door.MapGroup("/me").NeedsPerson();
        me.MapGet("/export", ExportPerson.Handle).Produces<Stream>(200, "application/zip").Costs(50).WithName("ExportMe").WithSummary("Writes everything kept about the signed-in person as a ZIP");
        me.MapGet("/consents", ListConsents.Handle).Costs(1).WithName("ListConsents").WithSummary("Lists what the signed-in person agreed to, newest first");
        me.MapPost("/erase", EraseMe.Handle).NeedsRecentSignIn().Costs(5).WithName("EraseMe").WithSummary("Plans the erasure of one's own account, in 14 days");
        me.MapPost("/keep", EraseMe.Keep).Costs(5).WithName("KeepMe").WithSummary("Calls the erasure of one's own account off");

        door.MapGet("/workspace-export", ExportWorkspace.Handle).Produces<Stream>(200, "application/zip").Needs(Scopes.DataExport).Costs(100).WithName("ExportWorkspace").WithSummary("Writes everything in the workspace as a ZIP");
        door.MapGet("/retention", SetRetention.Get).Needs(Scopes.WorkspaceRead).Costs(1).WithName("GetRetention").WithSummary("Says how long the workspace keeps what piles up");
        door.MapPut("/retention", SetRetention.Handle).Needs(Scopes.WorkspaceOwn).Costs(2).WithName("SetRetention").WithSummary("Changes how long the workspace keeps what piles up");

        var workspace = door.MapGroup("/workspaces/{id:guid}").Needs(Scopes.WorkspaceOwn).Costs(5);
        workspace.MapPost("/delete", DeleteWorkspace.Handle).NeedsRecentSignIn().WithName("DeleteWorkspace").WithSummary("Marks the workspace for deletion in 30 days");
        workspace.MapPost("/keep", DeleteWorkspace.Keep).WithName("KeepWorkspace").WithSummary("Calls the deletion of the workspace off");
    }
}
