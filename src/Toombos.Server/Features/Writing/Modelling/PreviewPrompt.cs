using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Writing;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Shows what a model would be told by a prompt, with the values of a draft. Nobody is asked.</summary>
static class PreviewPrompt
{
    public static async Task<Ok<PromptPreview>> Handle(string name, PreviewPromptRequest request, DraftDesk drafts, PromptDesk prompts, Questions questions, CancellationToken ct)
    {
        var ours = Prompt.All.GetValueOrDefault(name) ?? throw Missing.Of("prompt");
        if (request.Text is { } text) prompts.Try(PromptDesk.With(ours, text, "text"));
        var open = await drafts.OpenAsync(request.DraftId, null, ct);
        if (!PromptDesk.IsFor(ours, open.Channel)) throw new FieldException("draftId", $"This prompt is for {ours.For}, not for {open.Channel.Name}. Choose another draft.");
        var blocks = new NumberedBlocks(open.Items);
        var question = await questions.PreviewAsync(ours, open, blocks, ct);
        return TypedResults.Ok(new PromptPreview(question.Prompt, question.System, question.User, blocks.Listed, blocks.Withheld, question.InputTokens));
    }
}
