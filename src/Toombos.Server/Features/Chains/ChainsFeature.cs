using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Chains;

/// <summary>The door of Chains: several pieces that belong together, from one document.</summary>
public static class ChainsFeature
{
    public static IServiceCollection AddChains(this IServiceCollection services)
    {
        services.AddTables(model => model.ApplyConfiguration(new Chain.Mapping()));
        services.AddScoped<ChainDesk>().AddScoped<ChainPlanner>().AddScoped<ChainModels>().AddScoped<ChainReading>();
        return services.AddJob<WriteChain, ChainPayload>(ChainPayload.Kind, WriteChain.Rules);
    }

    public static void MapChains(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1/chains").WithTags("Chains");
        door.MapPost("", CreateChain.Handle).CanAnswer(402).Costs(30).Needs(Scopes.WritingWrite).WithName("CreateChain").WithSummary("Writes several pieces that belong together from one document");
        door.MapPost("/estimate", CreateChain.Estimate).CanAnswer(402).Costs(20).Needs(Scopes.WritingRead).WithName("EstimateChain").WithSummary("Says what having a model write a chain may cost; saves nothing");
        door.MapGet("", ListChains.Handle).Costs(2).Needs(Scopes.WritingRead).WithName("ListChains").WithSummary("Lists chains, newest first");
        door.MapGet("/kinds", ChainKinds.Handle).Costs(1).Needs(Scopes.WritingRead).WithName("ListChainKinds").WithSummary("Lists the kinds of chain with their steps");
        door.MapGet("/{id:guid}", ListChains.One).Costs(3).Needs(Scopes.WritingRead).WithName("GetChain").WithSummary("Gets a chain with its drafts and how they go together");
        door.MapDelete("/{id:guid}", DeleteChain.Handle).Costs(2).Needs(Scopes.WritingWrite).WithName("DeleteChain").WithSummary("Removes a chain, with its pieces when asked");
    }
}
