using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Features.Connections;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Registers a source and takes its first snapshot; a document that can't be read registers nothing.</summary>
static class AddSource
{
    public static async Task<Created<SyncResult>> Handle(AddSourceRequest request, ToombosDb db, SourceReader reader, TakeSnapshot take, TimeProvider clock, CancellationToken ct)
    {
        var source = new Source { Name = request.Name.Trim(), Kind = request.Kind, Address = request.Address?.Trim(), ConnectionId = request.ConnectionId, CreatedAt = clock.GetUtcNow() };
        if (source.HoldsItsText)
        {
            if (request.Address is not null) throw Invalid("address", "Only url and folder sources have an address. Leave it out, or set kind to url or folder.");
            if (request.ConnectionId is not null) throw Invalid("connectionId", "Only documents that are kept elsewhere are read with an account. Leave it out.");
            if (request.Markdown is null) throw Invalid("markdown", "Paste the document's text.");
        }
        else
        {
            if (request.Markdown is not null) throw Invalid("markdown", "The text of a url or folder source is read from its address. Leave it out, or set kind to paste.");
            if (string.IsNullOrWhiteSpace(request.Address)) throw Invalid("address", "Say where the document is kept.");
            await CheckAccountAsync(source, reader, db, ct);
        }
        var text = request.Markdown ?? await reader.ReadFirstAsync(source, ct);
        db.Sources.Add(source);
        var result = await take.FromAsync(source, text, ct);
        return TypedResults.Created($"/v1/sources/{source.Id}", result);
    }

    static async Task CheckAccountAsync(Source source, SourceReader reader, ToombosDb db, CancellationToken ct)
    {
        var accounts = reader.KindOf(source.Kind).Accounts;
        if (source.ConnectionId is not { } id)
        {
            if (source.Kind == SourceKind.Notion) throw Invalid("connectionId", "Choose the connected account to read with. Connect one in the settings first.");
            return;
        }
        var provider = await db.Connections.Where(c => c.Id == id).Select(c => c.Provider).FirstOrDefaultAsync(ct) ?? throw Invalid("connectionId", "There is no connected account with this id in the workspace.");
        if (!accounts.Contains(provider)) throw Invalid("connectionId", accounts.Count == 0 ? "Sources of this kind are read without an account. Leave it out." : $"Sources of this kind are read with an account of {string.Join(" or ", accounts)}, and this is one of {provider}.");
    }

    static FieldException Invalid(string field, string sentence) => new(field, sentence);
}
