using Toombos.Client.Access;
using Toombos.Server.Features.Rendering;
using Toombos.Server.Features.Writing.Composing;
using Toombos.Server.Features.Writing.Modelling;
using Toombos.Server.Features.Writing.Modelling.Opinions;
using Toombos.Server.Features.Writing.Modelling.Variants;
using Toombos.Server.Features.Writing.Updating;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Writing;

/// <summary>The door of Writing: pieces, drafts, versions, claims, approval.</summary>
public static class WritingFeature
{
    public static IServiceCollection AddWriting(this IServiceCollection services)
    {
        services.AddTables(model =>
        {
            model.ApplyConfiguration(new Piece.Mapping());
            model.ApplyConfiguration(new Draft.Mapping());
            model.ApplyConfiguration(new DraftVersion.Mapping());
            model.ApplyConfiguration(new ClaimAcceptance.Mapping());
            model.ApplyConfiguration(new LiveSentenceRow.Mapping());
            model.ApplyConfiguration(new PromptRow.Mapping());
            model.ApplyConfiguration(new DraftOpinion.Mapping());
            model.ApplyConfiguration(new VariantRow.Mapping());
        });
        services.AddScoped<DraftDesk>().AddScoped<DraftPictures>().AddScoped<SaveVersion>().AddScoped<SavePieces>().AddScoped<PruneVersions>().AddScoped<DraftUpdates>().AddScoped<WriteCorrection>().AddSingleton<ISentenceRewriter, PlainRewriter>();
        services.AddScoped<PromptDesk>().AddScoped<Questions>().AddScoped<PieceModels>().AddScoped<ModelUpdates>().AddScoped<VariantModels>().AddScoped<DraftAsking>().AddScoped<DraftWriting>().AddSingleton<Platform.Events.ILiveWords, LiveWordsReader>();
        services.AddJob<WriteVariants, VariantsPayload>(VariantsPayload.Kind, WriteVariants.Rules);
        return services.AddJob<WriteDraft, WritePayload>(WritePayload.Kind, WriteDraft.Rules);
    }

    public static void MapWriting(this IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("/v1").WithTags("Writing");

        var pieces = door.MapGroup("/pieces");
        pieces.MapPost("", CreatePiece.Handle).CanAnswer(402).Costs(10).Needs(Scopes.WritingWrite).WithName("CreatePiece").WithSummary("Writes drafts for channels from a snapshot's items");
        pieces.MapPost("/estimate", CreatePiece.Estimate).CanAnswer(402).Costs(10).Needs(Scopes.WritingRead).WithName("EstimatePiece").WithSummary("Says what having models write a piece may cost; saves nothing");
        pieces.MapGet("", ListPieces.Handle).Costs(1).Needs(Scopes.WritingRead).WithName("ListPieces").WithSummary("Lists pieces, newest first");
        pieces.MapGet("/{id:guid}", GetPiece.Handle).Costs(1).Needs(Scopes.WritingRead).WithName("GetPiece").WithSummary("Gets a piece with its drafts");
        pieces.MapDelete("/{id:guid}", DeletePiece.Handle).Costs(2).Needs(Scopes.WritingWrite).WithName("DeletePiece").WithSummary("Removes a piece with its drafts");

        door.MapGet("/files/{id:guid}/drafts", ListDraftsWithFile.Handle).Costs(2).Needs(Scopes.WritingRead).WithName("ListDraftsWithFile").WithSummary("Lists the drafts that show a picture, newest first");

        var drafts = door.MapGroup("/drafts/{id:guid}");
        drafts.MapGet("", GetDraft.Handle).Costs(1).Needs(Scopes.WritingRead).WithName("GetDraft").WithSummary("Gets a draft's text, citations and checks");
        drafts.MapGet("/versions", ListVersions.Handle).Costs(1).Needs(Scopes.WritingRead).WithName("ListDraftVersions").WithSummary("Lists a draft's versions, newest first");
        drafts.MapPost("/versions", EditDraft.Handle).Costs(3).Needs(Scopes.WritingWrite).WithName("EditDraft").WithSummary("Saves an edited text as a new version");
        drafts.MapPost("/write", AskForDraft.Handle).CanAnswer(402).Costs(20).Needs(Scopes.WritingWrite).WithName("WriteDraft").WithSummary("Has a model write the draft anew, as a job");
        drafts.MapGet("/write/estimate", AskForDraft.Estimate).CanAnswer(402).Costs(2).Needs(Scopes.WritingRead).WithName("EstimateDraft").WithSummary("Says what having a model write the draft may cost");
        drafts.MapGet("/write/{jobId:guid}", FollowWriting.Handle).Produces<string>(200, "text/event-stream").Costs(2).Needs(Scopes.WritingRead).WithName("FollowDraft").WithSummary("Streams a draft sentence by sentence as a model writes it");
        drafts.MapPost("/versions/{number:int}/restore", RestoreVersion.Handle).Costs(3).Needs(Scopes.WritingWrite).WithName("RestoreDraftVersion").WithSummary("Makes an earlier version the newest one");
        drafts.MapGet("/preview", PreviewDraft.Saved).Costs(2).Needs(Scopes.WritingRead).WithName("GetDraftPreview").WithSummary("Shows a saved version as its readers would see it");
        drafts.MapPost("/preview", PreviewDraft.Unsaved).Costs(2).Needs(Scopes.WritingRead).WithName("PreviewDraft").WithSummary("Shows and checks an unsaved text; saves nothing");
        drafts.MapGet("/html", PreviewDraft.Html).Costs(2).Needs(Scopes.WritingRead).WithName("GetDraftHtml").WithSummary("Gets the rendered page of an email or web draft");
        drafts.MapGet("/text", PreviewDraft.Text).Costs(2).Needs(Scopes.WritingRead).WithName("GetDraftText").WithSummary("Gets a draft as plain text");
        drafts.MapPost("/claims/{claimId}/accept", AcceptClaim.Handle).Costs(2).Needs(Scopes.ReviewsWrite).WithName("AcceptClaim").WithSummary("Takes responsibility for a claim that is unsupported or contradicted");
        drafts.MapPost("/approve", ApproveDraft.Handle).Costs(2).Needs(Scopes.ReviewsWrite).WithName("ApproveDraft").WithSummary("Approves exactly one version by its hash");
        drafts.MapPost("/refine", RefineDraft.Handle).CanAnswer(402).Costs(20).Needs(Scopes.WritingWrite).WithName("RefineDraft").WithSummary("Has a model rewrite parts of a draft, and shows what comes of it");
        drafts.MapPost("/refine/accept", RefineDraft.AcceptAsync).CanAnswer(402).Costs(5).Needs(Scopes.WritingWrite).WithName("AcceptRefine").WithSummary("Makes a proposal of a model the newest version");
        drafts.MapPost("/judge", JudgeDraft.Handle).CanAnswer(402).Costs(10).Needs(Scopes.WritingWrite).WithName("JudgeDraft").WithSummary("Asks a model whether a draft says what its source says; advice only");
        drafts.MapGet("/judge/estimate", JudgeDraft.Estimate).CanAnswer(402).Costs(2).Needs(Scopes.WritingRead).WithName("EstimateJudge").WithSummary("Says what a model's opinion may cost");
        drafts.MapPost("/refine/estimate", RefineDraft.EstimateAsync).CanAnswer(402).Costs(2).Needs(Scopes.WritingRead).WithName("EstimateRefine").WithSummary("Says what having a model rewrite parts may cost");
        drafts.MapPost("/suggest/estimate", SuggestForDraft.EstimateAsync).CanAnswer(402).Costs(2).Needs(Scopes.WritingRead).WithName("EstimateSuggest").WithSummary("Says what suggestions of a model may cost");
        drafts.MapPost("/suggest", SuggestForDraft.Handle).CanAnswer(402).Costs(10).Needs(Scopes.WritingWrite).WithName("SuggestForDraft").WithSummary("Has a model suggest subject lines, calls to action, hashtags and the like");
        drafts.MapPost("/variants", AskForVariants.Handle).CanAnswer(402).Costs(20).Needs(Scopes.WritingWrite).WithName("WriteVariants").WithSummary("Has a model write several versions of a draft to choose from, as a job");
        drafts.MapPost("/variants/estimate", AskForVariants.Estimate).CanAnswer(402).Costs(2).Needs(Scopes.WritingRead).WithName("EstimateVariants").WithSummary("Says what having variants written may cost");
        drafts.MapGet("/variants", ListVariants.Handle).Costs(2).Needs(Scopes.WritingRead).WithName("ListVariants").WithSummary("Lists the variants of a draft that were written last");
        drafts.MapPost("/variants/{variantId:guid}/take", TakeVariant.Handle).Costs(3).Needs(Scopes.WritingWrite).WithName("TakeVariant").WithSummary("Makes a variant the newest version");

        var prompts = door.MapGroup("/prompts");
        prompts.MapGet("", PromptDesk.ListAsync).Costs(1).Needs(Scopes.WritingRead).WithName("ListPrompts").WithSummary("Lists what models are told to do");
        prompts.MapGet("/{name}", PromptDesk.GetAsync).Costs(1).Needs(Scopes.WritingRead).WithName("GetPrompt").WithSummary("Gets what models are told to do by one prompt");
        prompts.MapPost("/{name}/preview", PreviewPrompt.Handle).Costs(2).Needs(Scopes.WritingRead).WithName("PreviewPrompt").WithSummary("Shows what a model would be told by a prompt, saved or not; asks nobody");
        prompts.MapPut("/{name}", PromptDesk.SetAsync).Costs(2).Needs(Scopes.ModelsWrite).WithName("SetPrompt").WithSummary("Puts a text of one's own in the place of a prompt");
        prompts.MapPost("/{name}/reset", PromptDesk.ResetAsync).Costs(2).Needs(Scopes.ModelsWrite).WithName("ResetPrompt").WithSummary("Goes back to the prompt that came with the product");

        door.MapGet("/models/spending/by", ShareSpending.Handle).Costs(2).Needs(Scopes.ModelsRead).WithTags("Models").WithName("ListModelSpendingShares").WithSummary("Says what was spent this month by piece, model, purpose or person");
        door.MapGet("/voices/choices", ListVoiceChoices.Handle).Costs(1).Needs(Scopes.WritingRead).WithName("ListVoiceChoices").WithSummary("Lists what drafts can be written in: built-in tones and blends, and the workspace's voices");
        door.MapGet("/templates", () => TypedResults.Ok(EmailTemplates.All)).Costs(1).Needs(Scopes.WritingRead).WithName("ListTemplates").WithSummary("Lists the templates of newsletters");
    }
}
