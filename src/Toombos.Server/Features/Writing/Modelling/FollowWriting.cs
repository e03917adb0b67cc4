using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Toombos.Client;
using Toombos.Client.Jobs;
using Toombos.Client.Writing;
using Toombos.Server.Features.Events;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Jobs;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Writing.Modelling;

/// <summary>
/// A draft as a model writes it, as Server-Sent Events: <c>sentence</c> for each, numbered, so that whoever comes back with <c>Last-Event-ID</c> goes on where it was;
/// a heartbeat while nothing comes; and <c>end</c> with the job when it has ended.
/// </summary>
static class FollowWriting
{
    public static async Task<ServerSentEventsResult<string>> Handle(
        Guid id, Guid jobId, int? after, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, HttpContext http, ToombosDb db, Tenant tenant, EventFeed feed, Telling telling,
        Credentials credentials, ILiveWords words, IHostApplicationLifetime life, TimeProvider clock, CancellationToken ct)
    {
        var known = string.IsNullOrEmpty(lastEventId) ? after ?? 0 : int.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : 0;
        // Before the first look, so that whatever is written from here on is heard of.
        var position = await feed.NewestAsync(tenant.Required, ct);
        if (!await db.Drafts.AnyAsync(d => d.Id == id, ct) || !await db.Jobs.AnyAsync(j => j.Id == jobId, ct)) throw Missing.Of("job");
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var caller = tenant.Caller;
        return TypedResults.ServerSentEvents(ItemsAsync(ct));

        async IAsyncEnumerable<SseItem<string>> ItemsAsync([EnumeratorCancellation] CancellationToken gone)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(gone, life.ApplicationStopping);
            var said = clock.GetTimestamp();
            var (fresh, job, over) = await LookAsync();
            foreach (var sentence in fresh) yield return Item(sentence);
            if (over) yield return End(job);
            else
            {
                await foreach (var told in telling.RunAsync(caller, position, () => credentials.OfAsync(http.Request, gone), end.Token))
                {
                    if (told.Event is null || told.Event.SubjectId == jobId) (fresh, job, over) = await LookAsync();
                    if (fresh.Count > 0 || clock.GetElapsedTime(said) >= Telling.Heartbeat) said = clock.GetTimestamp();
                    else if (!over) continue;
                    foreach (var sentence in fresh) yield return Item(sentence);
                    if (fresh.Count == 0) yield return new SseItem<string>("{}", "heartbeat");
                    fresh = [];
                    if (!over) continue;
                    yield return End(job);
                    yield break;
                }
            }
        }

        async Task<(IReadOnlyList<LiveSentence> Fresh, Job? Job, bool Over)> LookAsync()
        {
            var look = await words.AfterAsync(caller, jobId, known);
            known = look?.Sentences is [.., var newest] ? newest.Number : known;
            return (look?.Sentences ?? [], look?.Job, look is not { Ended: false });
        }
    }

    static SseItem<string> Item(LiveSentence sentence) =>
        new(JsonSerializer.Serialize(sentence, ToombosJson.Default.LiveSentence), "sentence") { EventId = sentence.Number.ToString(CultureInfo.InvariantCulture) };

    static SseItem<string> End(Job? job) => new(job is null ? "{}" : JsonSerializer.Serialize(job, ToombosJson.Default.Job), "end");
}
