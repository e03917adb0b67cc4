using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Toombos.Client.Jobs;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Jobs;

namespace Toombos.Server.Features.Jobs;

/// <summary>The query of lists and exports.</summary>
sealed record JobFilter
{
    [StringLength(200)] public string? Search { get; init; }
    public JobState? State { get; init; }
    [StringLength(50)] public string? Kind { get; init; }
    public Guid? ChannelId { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }

    public IQueryable<JobRow> Apply(ToombosDb db)
    {
        var jobs = db.Jobs.AsNoTracking();
        if (State is { } state) jobs = jobs.Where(j => j.State == state);
        if (Kind is { Length: > 0 } kind) jobs = jobs.Where(j => j.Kind == kind);
        if (ChannelId is { } channel) jobs = jobs.Where(j => j.ChannelId == channel);
        if (From is { } from) jobs = jobs.Where(j => j.DueAt >= from.ToUniversalTime());
        if (To is { } to) jobs = jobs.Where(j => j.DueAt < to.ToUniversalTime());
        if (Search?.Trim() is not { Length: > 0 } words) return jobs;
        if (Guid.TryParse(words, out var id)) return jobs.Where(j => j.Id == id);
        foreach (var word in words.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8)) jobs = jobs.Where(j => j.SearchText.Contains(word));
        return jobs;
    }
}
