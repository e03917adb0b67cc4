using Microsoft.AspNetCore.Http.HttpResults;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Registers a source and takes its first snapshot; a document that can't be read registers nothing.</summary>
static class AddSource
{
    public static async Task<Created<SyncResult>> Handle(AddSourceRequest request, ToombosDb db, SourceReader reader, TakeSnapshot take, TimeProvider clock, CancellationToken ct)
    {
        var source = new Source { Name = request.Name.Trim(), Kind = request.Kind, Address = request.Address?.Trim(), CreatedAt = clock.GetUtcNow() };
        if (source.HoldsItsText)
        {
            if (request.Address is not null) throw Invalid("address", "Only url and folder sources have an address. Leave it out, or set kind to url or folder.");
            if (request.Markdown is null) throw Invalid("markdown", "Paste the document's text.");
        }
        else
        {
            if (request.Markdown is not null) throw Invalid("markdown", "The text of a url or folder source is read from its address. Leave it out, or set kind to paste.");
            if (string.IsNullOrWhiteSpace(request.Address)) throw Invalid("address", "Say where the document is kept.");
        }
        var text = request.Markdown ?? await reader.ReadFirstAsync(source, ct);
        db.Sources.Add(source);
        var result = await take.FromAsync(source, text, ct);
        return TypedResults.Created($"/v1/sources/{source.Id}", result);
    }

    static FieldException Invalid(string field, string sentence) => new(field, sentence);
}
