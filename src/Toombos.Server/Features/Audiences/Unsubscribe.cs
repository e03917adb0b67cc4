using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Audiences;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Audiences;

/// <summary>
/// Where readers leave a list, without an account. Looking changes nothing, for scanners of mail programs follow every link; sending the form does at once, as does the
/// button of a mail program (RFC 8058). Whoever has left can take it back right there.
/// </summary>
static class Unsubscribe
{
    public static async Task<ContentHttpResult> Look(string token, HttpResponse response, ToombosDb db, UnsubscribeLinks links, Tenant tenant, CancellationToken ct)
    {
        var pages = new UnsubscribePages(response);
        return await links.ReadAsync(token, ct) is not { } link ? pages.Unknown()
            : await FindAsync(link, db, tenant, ct) is not { } reader ? pages.Gone()
            : reader.State == SubscriberState.Subscribed ? pages.Ask(reader) : pages.Left(reader);
    }

    public static async Task<ContentHttpResult> Handle(string token, HttpContext context, ToombosDb db, UnsubscribeLinks links, Subscriptions subscriptions, Tenant tenant, CancellationToken ct)
    {
        var (pages, word) = (new UnsubscribePages(context.Response), await WordAsync(context.Request, ct));
        if (await links.ReadAsync(token, ct) is not { } link) return pages.Unknown();
        if (await FindAsync(link, db, tenant, ct) is not { } reader) return pages.Gone();
        switch (word)
        {
            case UnsubscribePages.OneClick:
                await subscriptions.EndAsync(link.SubscriberId, EndReason.Reader, link.PublicationId, ct);
                return pages.Left(reader);
            case UnsubscribePages.Everything:
                await subscriptions.EndEverythingAsync(link.SubscriberId, link.PublicationId, ct);
                return pages.LeftEverything(reader);
            default:
                return await ResumeAsync(reader, link, pages, db, subscriptions, ct);
        }
    }

    static async Task<ContentHttpResult> ResumeAsync(ListReader reader, UnsubscribeToken link, UnsubscribePages pages, ToombosDb db, Subscriptions subscriptions, CancellationToken ct)
    {
        try
        {
            await subscriptions.ResumeAsync(link.SubscriberId, ct);
        }
        catch (DomainRuleException full) when (full.Status == StatusCodes.Status402PaymentRequired)
        {
            return pages.Full(reader);
        }
        return await db.Subscribers.AnyAsync(s => s.Id == link.SubscriberId && s.State == SubscriberState.Subscribed, ct) ? pages.Back(reader) : pages.Closed(reader);
    }

    /// <summary>Enters the workspace that the signed link leads to; null when the person is on the list no more.</summary>
    static async Task<ListReader?> FindAsync(UnsubscribeToken link, ToombosDb db, Tenant tenant, CancellationToken ct)
    {
        if (await db.Subscribers.IgnoreQueryFilters([ToombosDb.TenantFilter]).AsNoTracking().FirstOrDefaultAsync(s => s.Id == link.SubscriberId, ct) is not { } subscriber) return null;
        tenant.Enter(subscriber.WorkspaceId, "unsubscribe page");
        // From where readers write is nobody's business.
        if (tenant.Occasion is { } occasion) tenant.Occasion = occasion with { Address = null, Device = null };
        var list = await db.Audiences.Where(a => a.Id == subscriber.AudienceId).Select(a => a.Name).FirstAsync(ct);
        return new(subscriber.State, list, (await db.CurrentWorkspaceAsync(ct)).Brand);
    }

    /// <summary>The body is a form, as browsers and mail programs send it, with one of three words.</summary>
    static async Task<string> WordAsync(HttpRequest request, CancellationToken ct)
    {
        var form = request.HasFormContentType ? await request.ReadFormAsync(ct) : FormCollection.Empty;
        return form[UnsubscribePages.ListUnsubscribe] == UnsubscribePages.OneClick ? UnsubscribePages.OneClick
            : form[UnsubscribePages.Action].ToString() is UnsubscribePages.Everything or UnsubscribePages.Again ? form[UnsubscribePages.Action].ToString()
            : throw new DomainRuleException("unsubscribe.body", "Send a form that says List-Unsubscribe=One-Click.", StatusCodes.Status400BadRequest);
    }
}
