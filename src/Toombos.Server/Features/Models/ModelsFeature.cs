using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;

namespace Toombos.Server.Features.Models;

/// <summary>The door of Models: providers, which model is asked for what, and what that costs.</summary>
public static class ModelsFeature
{
    public static IServiceCollection AddModels(this IServiceCollection services)
    {
        services.AddTables(model => model.ApplyConfiguration(new ModelProvider.Mapping()).ApplyConfiguration(new ModelPolicyRow.Mapping()).ApplyConfiguration(new ModelCallRow.Mapping()).ApplyConfiguration(new ModelAnswerRow.Mapping()));
        return services.AddSingleton<ModelCircuit>().AddScoped<ModelKeys>().AddScoped<ModelBudget>().AddScoped<ModelMemory>().AddScoped<ModelLine>().AddScoped<ModelDesk>();
    }

    public static void MapModels(this IEndpointRouteBuilder app)
    {
        var providers = app.MapGroup("/v1/model-providers").WithTags("Models");
        providers.MapGet("", ListModels.ProvidersAsync).Costs(1).Needs(Scopes.ModelsRead).WithName("ListModelProviders").WithSummary("Lists the connected providers of models");
        providers.MapPost("", AddProvider.Handle).Costs(5).Needs(Scopes.ModelsWrite).WithName("AddModelProvider").WithSummary("Connects a provider of models");
        providers.MapGet("/{id:guid}", ListModels.ProviderAsync).Costs(1).Needs(Scopes.ModelsRead).WithName("GetModelProvider").WithSummary("Gets a provider without its key");
        providers.MapPatch("/{id:guid}", UpdateProvider.Handle).Costs(2).Needs(Scopes.ModelsWrite).WithName("UpdateModelProvider").WithSummary("Changes a provider, or switches it off and on");
        providers.MapDelete("/{id:guid}", UpdateProvider.DeleteAsync).Costs(2).Needs(Scopes.ModelsWrite).WithName("DeleteModelProvider").WithSummary("Removes a provider and the routes to it");
        providers.MapPost("/{id:guid}/check", CheckProvider.Handle).Costs(10).Needs(Scopes.ModelsWrite).WithName("CheckModelProvider").WithSummary("Asks each of its models for one word");

        var door = app.MapGroup("/v1/models").WithTags("Models");
        door.MapGet("/known", KnownModels.Handle).Costs(1).Needs(Scopes.ModelsRead).WithName("ListKnownModels").WithSummary("Lists models that many use, with their figures");
        door.MapGet("/policy", SetPolicy.GetAsync).Costs(1).Needs(Scopes.ModelsRead).WithName("GetModelPolicy").WithSummary("Says which models are asked for what, and what may be spent");
        door.MapPut("/policy", SetPolicy.Handle).Costs(2).Needs(Scopes.ModelsWrite).WithName("SetModelPolicy").WithSummary("Sets which models are asked for what, and what may be spent");
        door.MapGet("/spending", ListModels.SpendingAsync).Costs(1).Needs(Scopes.ModelsRead).WithName("GetModelSpending").WithSummary("Says what was spent today and this month");
        door.MapGet("/spending/days", SpendingDays.Handle).Costs(2).Needs(Scopes.ModelsRead).WithName("ListModelSpendingDays").WithSummary("Says what was spent on each of the last days, by purpose");
        door.MapGet("/calls", ListModels.CallsAsync).Costs(1).Needs(Scopes.ModelsRead).WithName("ListModelCalls").WithSummary("Lists calls of models, newest first");
    }
}
