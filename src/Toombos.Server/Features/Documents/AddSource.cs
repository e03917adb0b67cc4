using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Features.Connections;
using Toombos.Connectors.Sources.Recognition;
using Toombos.Server.Features.Documents.Entries;
using Toombos.Server.Features.Documents.Syncing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;

namespace Toombos.Server.Features.Documents;

/// <summary>Registers a source and takes its first snapshot; a document that can't be read registers nothing.</summary>
static class AddSource
{
    public static async Task<Created<SyncResult>> Handle(
        AddSourceRequest request, ToombosDb db, SourceReader reader, TakeSnapshot take, EntryBook book, Recogniser recogniser, TimeProvider clock, CancellationToken ct)
    {
        var (kind, address) = await KindOfAsync(request, recogniser, ct);
        var source = new Source { Name = request.Name.Trim(), Kind = kind, Address = address, ConnectionId = request.ConnectionId, CreatedAt = clock.GetUtcNow() };
        if (!source.IsRead)
        {
            if (request.Address is not null) throw Invalid("address", "Only sources that are kept elsewhere have an address. Leave it out, or set kind to url, feed, page or folder.");
            if (request.ConnectionId is not null) throw Invalid("connectionId", "Only documents that are kept elsewhere are read with an account. Leave it out.");
            if (request.Schedule is not null) throw Invalid("schedule", "There is nowhere to read this source from again. Leave the schedule out.");
            if (kind == SourceKind.Items && request.Markdown is not null) throw Invalid("markdown", "A source of items begins empty. Leave the text out, and hand items in.");
            if (kind != SourceKind.Items && request.Markdown is null) throw Invalid("markdown", "Paste the document's text.");
        }
        else
        {
            if (request.Markdown is not null) throw Invalid("markdown", "The text of this source is read from its address. Leave it out, or set kind to paste.");
            if (string.IsNullOrWhiteSpace(request.Address)) throw Invalid("address", "Say where the document is kept.");
            await CheckAccountAsync(source, reader, db, ct);
            SyncTimes.Set(source, request.Schedule ?? (kind == SourceKind.Folder ? null : new() { EveryMinutes = SyncTimes.UsualMinutes }), clock.GetUtcNow());
        }
        db.Sources.Add(source);
        var result = source.IsRead ? await reader.ReadFirstAsync(source, ct)
            : await take.FromAsync(source, request.Markdown ?? await book.ChangeAsync(source, [], [], ct), ct);
        return TypedResults.Created($"/v1/sources/{source.Id}", result);
    }

    /// <summary>What the request says; what an address turns out to be; a text where there is none.</summary>
    static async Task<(SourceKind Kind, string? Address)> KindOfAsync(AddSourceRequest request, Recogniser recogniser, CancellationToken ct)
    {
        var address = request.Address?.Trim();
        if (request.Kind is { } said) return (said, address);
        if (string.IsNullOrEmpty(address)) return (SourceKind.Paste, address);
        if (request.Markdown is not null) return (SourceKind.Url, address);
        var found = await recogniser.LookAsync(address, ct, request.ConnectionId is not null);
        if (found.Readable && Enum.TryParse<SourceKind>(found.Kind, ignoreCase: true, out var kind)) return (kind, found.Address);
        throw Invalid("address", found.Sentence ?? "What is at this address could not be told. Say its kind.");
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
