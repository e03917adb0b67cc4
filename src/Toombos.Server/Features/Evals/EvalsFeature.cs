using Toombos.Client.Access;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Evals;

/// <summary>The door of Evals: the golden set, and runs that show what another model, prompt or voice would make of it.</summary>
public static class EvalsFeature
{
    public static IServiceCollection AddEvals(this IServiceCollection services)
    {
        services.AddTables(model => model.ApplyConfiguration(new EvalCase.Mapping()).ApplyConfiguration(new EvalRun.Mapping()).ApplyConfiguration(new EvalResult.Mapping()));
        services.AddScoped<CaseWriter>().AddScoped<MeasureCase>().AddScoped<RunViews>().AddScoped<EvalRetention>();
        return services.AddJob<WriteCases, EvalPayload>(EvalPayload.Kind, WriteCases.Rules);
    }

    public static void MapEvals(this IEndpointRouteBuilder app)
    {
        var cases = app.MapGroup("/v1/evals/cases").WithTags("Evals");
        cases.MapGet("", GoldenSet.ListAsync).Costs(1).Needs(Scopes.WritingRead).WithName("ListEvalCases").WithSummary("Lists the cases of the golden set");
        cases.MapPost("", AddCase.Handle).Costs(2).Needs(Scopes.ModelsWrite).WithName("AddEvalCase").WithSummary("Makes a case of a draft");
        cases.MapPatch("/{id:guid}", GoldenSet.RenameAsync).Costs(2).Needs(Scopes.ModelsWrite).WithName("RenameEvalCase").WithSummary("Gives a case another name");
        cases.MapDelete("/{id:guid}", GoldenSet.RemoveAsync).Costs(2).Needs(Scopes.ModelsWrite).WithName("RemoveEvalCase").WithSummary("Removes a case from the golden set");

        var runs = app.MapGroup("/v1/evals/runs").WithTags("Evals");
        runs.MapGet("", ListRuns.Handle).Costs(2).Needs(Scopes.ModelsRead).WithName("ListEvalRuns").WithSummary("Lists runs over the golden set, newest first");
        runs.MapPost("", StartRun.Handle).CanAnswer(402).Costs(50).Needs(Scopes.ModelsWrite).WithName("StartEvalRun").WithSummary("Has models write the golden set, as a job, to compare a candidate with how things are");
        runs.MapPost("/estimate", StartRun.Estimate).CanAnswer(402).Costs(20).Needs(Scopes.ModelsRead).WithName("EstimateEvalRun").WithSummary("Says what a run may cost; asks nothing");
        runs.MapGet("/{id:guid}", ListRuns.One).Costs(2).Needs(Scopes.ModelsRead).WithName("GetEvalRun").WithSummary("Gets a run with its cases, those that became worse first");
        runs.MapGet("/{id:guid}/cases/{caseId:guid}", ListRuns.Texts).Costs(2).Needs(Scopes.ModelsRead).WithName("GetEvalTexts").WithSummary("Gets the texts of one case side by side, with what the checks say");
    }
}
