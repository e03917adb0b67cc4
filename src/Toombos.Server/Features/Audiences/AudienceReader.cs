using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Audiences;
using Toombos.Server.Platform.Database;

namespace Toombos.Server.Features.Audiences;

/// <summary>To whom the letters of a list may go, for whoever sends them. Works in the workspace that was entered.</summary>
public sealed class AudienceReader(ToombosDb db)
{
    const int PageSize = 500;

    /// <summary>All recipients in the order of their ids, read page by page: a list of any size, and no reader open while letters are sent.</summary>
    /// <param name="after">The last one that was dealt with, to go on where a sending was cut short.</param>
    public async IAsyncEnumerable<Recipient> ReadAsync(Guid audienceId, Guid? after = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        List<Recipient> page;
        do
        {
            var last = after;
            page = await Mailable(s => s.AudienceId == audienceId && (last == null || s.Id > last)).OrderBy(s => s.Id).Take(PageSize).Select(s => new Recipient(s.Id, s.Email, s.Name)).ToListAsync(ct);
            foreach (var recipient in page) yield return recipient;
            if (page.Count > 0) after = page[^1].SubscriberId;
        }
        while (page.Count == PageSize);
    }

    public Task<int> CountAsync(Guid audienceId, CancellationToken ct) => Mailable(s => s.AudienceId == audienceId).CountAsync(ct);

    /// <summary>To be asked right before each letter: somebody may have unsubscribed since the list was read.</summary>
    public Task<bool> MayBeMailedAsync(Guid subscriberId, CancellationToken ct) => Mailable(s => s.Id == subscriberId).AnyAsync(ct);

    IQueryable<Subscriber> Mailable(System.Linq.Expressions.Expression<Func<Subscriber, bool>> which)
    {
        var suppressed = db.Suppressions;
        return db.Subscribers.AsNoTracking().Where(which).Where(s => s.State == SubscriberState.Subscribed && !suppressed.Any(p => p.Fingerprint == s.Fingerprint));
    }
}
