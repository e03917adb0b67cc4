using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Secrets;
using Wire = Toombos.Client.Documents.SourceHook;

namespace Toombos.Server.Features.Documents.Hooks;

/// <summary>Makes, shows and removes the secret address of a source. A new one ends the one before.</summary>
static class ManageHook
{
    public static async Task<Ok<NewSourceHook>> Make(Guid id, ToombosDb db, SecretBox box, PublicAddress address, TimeProvider clock, CancellationToken ct)
    {
        var source = await db.Sources.FirstOrDefaultAsync(s => s.Id == id, ct) ?? throw Missing.Of("source");
        if (!source.IsRead) throw SyncSource.NothingToRead();
        var (token, secret) = (Secret.New(SourceHook.Prefix), Secret.New("tb_hooksecret_"));
        var (hash, kept) = (Secret.HashOf(token), box.Protect(SourceHook.SecretPurpose, secret));
        var hook = await db.SourceHooks.FirstOrDefaultAsync(h => h.SourceId == id, ct);
        if (hook is null) db.SourceHooks.Add(hook = new() { SourceId = id, TokenHash = hash, SealedSecret = kept, MadeAt = clock.GetUtcNow() });
        else (hook.TokenHash, hook.SealedSecret, hook.SealedNotionToken, hook.NotionConfirmed, hook.MadeAt, hook.CalledAt) = (hash, kept, null, false, clock.GetUtcNow(), null);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new NewSourceHook(address.Of($"{CallHook.Path}/{token}"), secret, hook.ToWire(box)));
    }

    public static async Task<Ok<Wire>> Get(Guid id, ToombosDb db, SecretBox box, CancellationToken ct) => TypedResults.Ok((await FindAsync(id, db, ct)).ToWire(box));

    public static async Task<NoContent> Remove(Guid id, ToombosDb db, CancellationToken ct)
    {
        db.SourceHooks.Remove(await FindAsync(id, db, ct));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    static async Task<SourceHook> FindAsync(Guid id, ToombosDb db, CancellationToken ct) => await db.SourceHooks.FirstOrDefaultAsync(h => h.SourceId == id, ct) ?? throw Missing.Of("source hook");
}
