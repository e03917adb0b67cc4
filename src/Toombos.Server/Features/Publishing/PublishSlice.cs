using Channel = Toombos.Server.Features.Channels.Channel;
using Microsoft.EntityFrameworkCore;
using Publishes = Toombos.Connectors.Channels.Publishes;
using Toombos.Client.Publishing;
using Toombos.Client.Workspaces;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Server.Features.Channels;
using Toombos.Server.Features.Workspaces;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Limits;

namespace Toombos.Server.Features.Publishing;

/// <summary>One turn of a publication at its account: as many deliveries as fit, each armed before it is sent and answered after.</summary>
sealed class PublishSlice(ToombosDb db, Ledger ledger, PublishGate gate, Dispatches dispatches, AccountPace pace, SiteFolders sites, TimeProvider clock, JobRun run)
{
    const int Most = 500;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(20), Patience = TimeSpan.FromMinutes(2), ShortWait = TimeSpan.FromSeconds(1);

    public required Publication Publication { get; init; }
    public required Channel Channel { get; init; }
    public required ChannelAccount Account { get; init; }
    public required IChannel Connector { get; init; }
    public required DocumentRules Rules { get; init; }

    /// <summary>How long to wait before the next turn; null when nothing is left to do.</summary>
    public async Task<TimeSpan?> RunAsync(CancellationToken ct)
    {
        var make = await dispatches.PrepareAsync(Publication, await BrandAsync(ct), ct);
        await FindOutAsync(make, ct);
        await using var line = (Connector as IBatchChannel)?.Open(Account);
        var (began, reported, sent) = (clock.GetTimestamp(), clock.GetTimestamp(), 0);
        Func<Task> answer = () => Task.CompletedTask;
        TimeSpan? pause = null;
        while (true)
        {
            var (last, stop) = (answer, pause is not null || sent >= Most || clock.GetElapsedTime(began) > Longest || ct.IsCancellationRequested);
            // What was sent is written down even when the run is to stop.
            var (next, wait) = await ledger.WriteAsync<(ArmedDelivery?, TimeSpan)>(run, async () =>
            {
                await last();
                var full = stop ? TimeSpan.Zero : await PaceAsync();
                var armed = stop || full > TimeSpan.Zero ? null : await ArmAsync(CancellationToken.None);
                if (armed is null && full == TimeSpan.Zero || clock.GetElapsedTime(reported) > ShortWait) await ReportAsync();
                return (armed, full);
            }, CancellationToken.None);
            if (clock.GetElapsedTime(reported) > ShortWait) reported = clock.GetTimestamp();
            answer = () => Task.CompletedTask;
            if (wait > ShortWait) pause = wait;
            else if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, ct);
                continue;
            }
            if (next is null) break;
            var result = await SendAsync(next, make, line);
            answer = () => StoreAsync(next, result);
            if (result is ChannelAnswer.TryLater { Problem: ChannelProblem.Rate or ChannelProblem.Quota } busy) pause = busy.After ?? TimeSpan.FromSeconds(30);
            sent++;
        }
        ct.ThrowIfCancellationRequested();
        if (await ledger.NextAsync(Publication.Id, ct) is not { } due) return null;
        return pause ?? (due - clock.GetUtcNow() is var early && early > TimeSpan.Zero ? early : TimeSpan.Zero);
    }

    /// <summary>What a run before this one armed and never answered: read back, sent again where that is harmless, or left to a person. Never sent blindly.</summary>
    async Task FindOutAsync(Func<ArmedDelivery, CancellationToken, Task<Dispatch>> make, CancellationToken ct)
    {
        foreach (var silent in await ledger.SilentAsync(Publication, ct))
        {
            var found = Connector.AfterSilence != AfterSilence.ReadBack ? null
                : Publication.AudienceId is not null && silent.Recipient is null ? new ReadBack.CannotTell("The receiver was removed.")
                : await Connector.FindAsync(Account, await make(silent, ct), ct);
            await ledger.WriteAsync(run, async () =>
            {
                await ledger.AnswerAsync(silent, (delivery, attempt) =>
                {
                    if (found is null) DeliveryMoves.Silence(delivery, attempt, Connector.About.Remembers < clock.GetUtcNow() - attempt.ArmedAt ? AfterSilence.AskPerson : Connector.AfterSilence, clock.GetUtcNow());
                    else DeliveryMoves.Read(delivery, attempt, found, clock.GetUtcNow());
                }, ct);
                if (found is ReadBack.Found) await ShowAddressAsync(null, ct);
                return true;
            }, ct);
        }
    }

    /// <summary>The last look before it goes out. Where the gate is closed by now, nothing of the rest goes.</summary>
    async Task<ArmedDelivery?> ArmAsync(CancellationToken ct)
    {
        var view = await gate.LookAsync(PublishIntent.Of(Publication, clock.GetUtcNow()), ct, Rules);
        if (view.Obstacles is not [var obstacle, ..]) return await ledger.ArmAsync(Publication, run, ct);
        await ledger.RefuseRestAsync(await db.Publications.FirstAsync(p => p.Id == Publication.Id, ct), DeliveryProblem.Permission, obstacle.Sentence, ct);
        return null;
    }

    /// <summary>Once begun it is not called back: who stops the run waits for its end, within bounds. Null in a dry run.</summary>
    async Task<ChannelAnswer?> SendAsync(ArmedDelivery armed, Func<ArmedDelivery, CancellationToken, Task<Dispatch>> make, IChannelSession? line)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        try
        {
            var dispatch = await make(armed, patience.Token);
            if (Publication.DryRun) return null;
            return await (line?.SendAsync(dispatch, patience.Token) ?? Connector.SendAsync(Account, dispatch, await ledger.MemoryOfAsync(armed.Id, run, patience.Token), patience.Token));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return new ChannelAnswer.Unclear("No answer came within two minutes.");
        }
    }

    /// <summary>Inside a write.</summary>
    async Task StoreAsync(ArmedDelivery armed, ChannelAnswer? answer)
    {
        await ledger.AnswerAsync(armed, (delivery, attempt) =>
        {
            if (answer is null) DeliveryMoves.Rehearse(delivery, attempt, clock.GetUtcNow());
            else DeliveryMoves.Answer(delivery, attempt, answer, Connector.AfterSilence, clock.GetUtcNow());
        }, CancellationToken.None);
        if (answer is ChannelAnswer.Delivered delivered) await ShowAddressAsync(delivered.Address, CancellationToken.None);
        if (answer is not ChannelAnswer.Rejected { Problem: ChannelProblem.Auth or ChannelProblem.Billing } rejected) return;
        if (rejected.Problem == ChannelProblem.Auth && await db.Channels.FirstOrDefaultAsync(c => c.Id == Channel.Id, CancellationToken.None) is { } account) account.Note(rejected.Sentence, refused: true, clock.GetUtcNow());
        await ledger.RefuseRestAsync(await db.Publications.FirstAsync(p => p.Id == Publication.Id, CancellationToken.None), DeliveryMoves.ProblemOf(rejected.Problem), rejected.Sentence, CancellationToken.None);
    }

    /// <summary>Where its page can be seen now; what is taken down can't be seen any more.</summary>
    async Task ShowAddressAsync(string? told, CancellationToken ct)
    {
        if (Publication.DryRun) return;
        if (Publication.Withdraws)
        {
            var post = Publication.Slug is null ? (await PostHistory.OfAsync(db, Publication.UpdateOfId!.Value, ct))?.Ids ?? [] : [];
            var gone = Publication.Slug is null ? db.Publications.Where(p => post.Contains(p.Id)) : db.Publications.Where(p => p.ChannelId == Publication.ChannelId && p.DraftId == Publication.DraftId);
            foreach (var shown in await gone.Where(p => !p.Withdraws && !p.DryRun && p.TakenDownAt == null).ToListAsync(ct)) (shown.Address, shown.TakenDownAt) = (null, clock.GetUtcNow());
        }
        else if ((told ?? (Connector.About.Publishes == Publishes.Site ? Rendering.SiteAddress.Of(await BrandAsync(ct), Publication.Slug!) : null)) is { } address && IsWeb(address))
            (await db.Publications.FirstAsync(p => p.Id == Publication.Id, ct)).Address = address;
    }

    /// <summary>The other side says where it is seen, and may say anything.</summary>
    static bool IsWeb(string address) => address.Length <= 2048 && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http";

    async Task<TimeSpan> PaceAsync() =>
        Account.MostPerMinute is { } most && !Publication.DryRun ? await pace.TakeAsync(Channel.Id, most, CancellationToken.None) : TimeSpan.Zero;

    /// <summary>Inside a write, which has the job already: how far it is.</summary>
    async Task ReportAsync()
    {
        var mine = db.Deliveries.Where(d => d.PublicationId == Publication.Id);
        var (total, open) = (await mine.CountAsync(CancellationToken.None), await mine.CountAsync(d => d.State == DeliveryState.Planned || d.State == DeliveryState.Armed, CancellationToken.None));
        (await db.Jobs.FirstAsync(j => j.Id == run.Id, CancellationToken.None)).Progress = new(total - open, total, null);
    }

    async Task<Brand> BrandAsync(CancellationToken ct)
    {
        var brand = (await db.Workspaces.AsNoTracking().FirstAsync(w => w.Id == db.CurrentWorkspace, ct)).Brand;
        return Connector.About.Publishes == Publishes.Site ? brand with { Site = Account.ShownAt ?? sites.AddressOf(Channel.Id) } : brand;
    }
}
