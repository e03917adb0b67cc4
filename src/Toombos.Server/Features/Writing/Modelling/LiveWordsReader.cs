using Microsoft.EntityFrameworkCore;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>Reads what <see cref="LiveText"/> has put down, in a scope of its own: whoever watches outlives its request's.</summary>
sealed class LiveWordsReader(IServiceScopeFactory scopes) : ILiveWords
{
    const int Handful = 500;

    public async Task<LiveWords?> AfterAsync(Caller caller, Guid jobId, int number)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Enter(caller.WorkspaceId!.Value, caller);
        var db = scope.ServiceProvider.GetRequiredService<ToombosDb>();
        // The job first: once it is over, no sentence comes any more.
        if (await db.Jobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == jobId) is not { } job) return null;
        var rows = await db.LiveSentences.AsNoTracking().Where(s => s.JobId == jobId && s.Number > number).OrderBy(s => s.Number).Take(Handful).ToListAsync();
        return new([.. rows.Select(r => r.Sentence)], job.ToWire(), job.HasEnded && rows.Count < Handful);
    }
}
