using Microsoft.Extensions.Options;
using Toombos.Connectors.Sources.Notion;
using Toombos.Server.Platform.Limits;

namespace Toombos.Server.Features.Documents.Syncing;

/// <summary>Spreads the questions to an account over all nodes.</summary>
sealed class SharedPace(AccountPace pace, IOptions<NotionOptions> options, TimeProvider clock) : IRequestPace
{
    public async Task WaitAsync(Guid account, CancellationToken ct)
    {
        var perMinute = (int)Math.Clamp(options.Value.RequestsPerSecond * 60, 1, 1_000_000);
        while (await pace.TakeAsync(account, perMinute, ct) is { Ticks: > 0 } wait) await Task.Delay(wait, clock, ct);
    }
}
