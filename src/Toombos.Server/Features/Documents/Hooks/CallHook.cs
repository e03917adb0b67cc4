using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Documents;
using Toombos.Server.Features.Documents.Syncing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Secrets;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Documents.Hooks;

/// <summary>
/// Somebody says that a source has changed. What the message says is not believed: it only makes the source be read. Who signs has to sign rightly; calls that come while the source waits to be read are one.
/// </summary>
static class CallHook
{
    public const string Path = "/hooks";
    const int LongestNotionToken = 200;

    public static async Task<IResult> Handle(string token, HttpContext context, ToombosDb db, Tenant tenant, SecretBox box, JobQueue jobs, TimeProvider clock, CancellationToken ct)
    {
        if (!Secret.Is(SourceHook.Prefix, token)) throw Unknown();
        var hash = Secret.HashOf(token);
        var found = await db.SourceHooks.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking().FirstOrDefaultAsync(h => h.TokenHash == hash, ct) ?? throw Unknown();
        tenant.Enter(found.WorkspaceId, "source hook");
        var hook = await db.SourceHooks.FirstAsync(h => h.Id == found.Id, ct);
        var source = await db.Sources.AsNoTracking().FirstAsync(s => s.Id == hook.SourceId, ct);
        var tells = await TellsOfChangeAsync(hook, context.Request, box, ct);
        await db.InTransactionAsync(async () =>
        {
            hook.CalledAt = clock.GetUtcNow();
            if (tells) await jobs.AddAsync(SyncPayload.Kind, new SyncPayload(source.Id, SyncTrigger.Hook), SyncPayload.Job(source.Id, source.Name), ct);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    /// <summary>False for what greets only.</summary>
    static async Task<bool> TellsOfChangeAsync(SourceHook hook, HttpRequest request, SecretBox box, CancellationToken ct)
    {
        var secret = box.Unprotect(SourceHook.SecretPurpose, hook.SealedSecret);
        if (One(request, "X-Gitlab-Token") is { } sent)
        {
            if (!CryptographicOperations.FixedTimeEquals(Secret.HashOf(sent), Secret.HashOf(secret))) throw Wrong("GitLab's secret token");
            return One(request, "X-Gitlab-Event") is null or "Push Hook" or "Tag Push Hook" or "System Hook";
        }
        if (One(request, "X-Hub-Signature-256") is { } signed)
        {
            await VerifyAsync(request, secret, signed, "GitHub's secret", ct);
            return One(request, "X-GitHub-Event") is null or "push";
        }
        if (One(request, "X-Notion-Signature") is { } notion)
        {
            if (hook.SealedNotionToken is not { } kept) throw Wrong("Notion's verification token");
            await VerifyAsync(request, box.Unprotect(SourceHook.SecretPurpose, kept), notion, "Notion's verification token", ct);
            return hook.NotionConfirmed = true;
        }
        return !await GreetsAsync(hook, request, box, ct);
    }

    static async Task VerifyAsync(HttpRequest request, string key, string signature, string what, CancellationToken ct)
    {
        var (code, _) = await HookBody.WeighAsync(request.Body, Encoding.UTF8.GetBytes(key), ct) ?? throw new DomainRuleException("hook.too-large", "The message is larger than 25 MB.", StatusCodes.Status413PayloadTooLarge);
        const string mark = "sha256=";
        if (!signature.StartsWith(mark, StringComparison.Ordinal) || !HookBody.Is(code, signature[mark.Length..])) throw Wrong(what);
    }

    /// <summary>Notion sends its token once, unsigned, when the address is entered there. It is taken until something that is signed with one has come.</summary>
    static async Task<bool> GreetsAsync(SourceHook hook, HttpRequest request, SecretBox box, CancellationToken ct)
    {
        if (request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true || await HookBody.WeighAsync(request.Body, [], ct) is not { Small: { } body }) return false;
        if (TokenIn(body) is not { } token) return false;
        if (!hook.NotionConfirmed) hook.SealedNotionToken = box.Protect(SourceHook.SecretPurpose, token);
        return true;
    }

    static string? TokenIn(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new() { MaxDepth = 4 });
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("verification_token", out var token) && token.ValueKind == JsonValueKind.String && token.GetString() is { Length: > 0 and <= LongestNotionToken } text ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? One(HttpRequest request, string name) => request.Headers[name] is [{ Length: > 0 } value] ? value : null;

    static DomainRuleException Unknown() => new("hook.not-found", "There is no such hook. It was removed or replaced by another: enter the newest address of the source.", StatusCodes.Status404NotFound);

    static DomainRuleException Wrong(string what) => new("hook.signature", $"The message is not signed as it should be. Enter {what} anew, or make a new hook for the source.", StatusCodes.Status401Unauthorized);
}
