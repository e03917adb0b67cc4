using Toombos.Client;
using Toombos.Client.Channels;
using Toombos.Client.Jobs;
using Toombos.Client.Publishing;

namespace Toombos.Dashboard.Home;

/// <summary>What of publishing needs a person, and what goes out next.</summary>
/// <param name="Troubled">Publications whose outcome nobody knows, and those that failed lately, in whole or in part.</param>
public sealed record LedgerOutlook(IReadOnlyList<Publication> Troubled, IReadOnlyList<Publication> Next)
{
    /// <summary>Older failures are history: they stay in the ledger and leave the start page.</summary>
    static readonly TimeSpan Lately = TimeSpan.FromDays(7);
    const int AtMost = 6;

    public static async Task<LedgerOutlook> ReadAsync(ToombosClient client, DateTimeOffset now, CancellationToken ct)
    {
        var unknown = client.Publishing.ListAsync(new() { State = PublicationState.Unknown }, limit: AtMost, ct: ct);
        var failed = client.Publishing.ListAsync(new() { State = PublicationState.Failed, From = now - Lately }, limit: AtMost, ct: ct);
        var partial = client.Publishing.ListAsync(new() { State = PublicationState.Partial, From = now - Lately }, limit: AtMost, ct: ct);
        var next = client.Publishing.ListAsync(new() { State = PublicationState.Planned, Order = PublicationOrder.Soonest }, limit: AtMost, ct: ct);
        await Task.WhenAll(unknown, failed, partial, next);
        return new([.. (await unknown).Items, .. (await failed).Items, .. (await partial).Items], (await next).Items);
    }
}

/// <summary>What of the work in the background needs a person.</summary>
/// <param name="Failed">Those that no publication speaks for.</param>
public sealed record JobOutlook(IReadOnlyList<Job> Failed, int Overdue)
{
    static readonly TimeSpan Lately = TimeSpan.FromDays(7);

    public static async Task<JobOutlook> ReadAsync(ToombosClient client, DateTimeOffset now, CancellationToken ct)
    {
        var counts = await client.Jobs.CountAsync(ct);
        var failed = counts.Failed == 0 ? [] : (await client.Jobs.ListAsync(new() { State = JobState.Failed, From = now - Lately }, limit: 20, ct: ct)).Items;
        return new([.. failed.Where(j => !j.Related.ContainsKey("publicationId")).Take(6)], counts.Overdue);
    }
}

/// <summary>Channels on which nothing can go out until somebody connects them again.</summary>
public sealed record ChannelOutlook(IReadOnlyList<Channel> Refused)
{
    public static async Task<ChannelOutlook> ReadAsync(ToombosClient client, CancellationToken ct) => new([.. (await client.Channels.ListAsync(ct)).Where(c => c.State == ChannelState.Refused)]);
}
