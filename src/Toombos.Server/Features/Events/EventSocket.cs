using System.Net.WebSockets;
using Toombos.Client.Access;
using Toombos.Client.Events;
using Toombos.Server.Platform.Database;
using Toombos.Server.Platform.Events;
using Toombos.Server.Platform.Http;
using Toombos.Server.Platform.Identity;
using Toombos.Server.Platform.Tenancy;

namespace Toombos.Server.Features.Events;

/// <summary>
/// One WebSocket: one loop hears what the client wants, the other tells it what happens. They take turns, so that what is told and what is wanted change in one
/// order for both sides. Whichever loop ends first ends both.
/// </summary>
sealed class EventSocket(SocketLine line, Caller caller, Telling telling, ILiveWords words, Func<ValueTask<Credential?>> credential, TimeProvider clock) : IDisposable
{
    const int MostNames = 100, MostFollowed = 20;
    static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim _turn = new(1);
    readonly MessageBudget _budget = new(clock);
    readonly TaskCompletionSource<long> _start = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Read and written in turn.
    readonly HashSet<string> _kinds = new(StringComparer.Ordinal);
    readonly Dictionary<Guid, int> _followed = [];
    long _position, _said = clock.GetTimestamp();
    volatile bool _over;

    /// <param name="stopping">The server stops, of which the client is told.</param>
    /// <param name="aborted">The client has gone.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborted)
    {
        using var telling = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
        using var patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, aborted);
        var (hearing, tells) = (HearAsync(either.Token), TellAsync(telling.Token));
        try
        {
            var end = await EndOfAsync(await Task.WhenAny(hearing, tells));
            _over = true;
            await telling.CancelAsync();
            await tells.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            patience.CancelAfter(Farewell);
            await line.EndAsync(end, hearing, either.Token);
        }
        finally
        {
            await Task.WhenAll(telling.CancelAsync(), patience.CancelAsync());
            await Task.WhenAll(hearing, tells).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static async Task<SocketEnd> EndOfAsync(Task first)
    {
        try
        {
            await first;
        }
        catch (SocketEnd end)
        {
            return end;
        }
        catch (DomainRuleException refused)
        {
            return SocketEnd.Refused(WebSocketCloseStatus.PolicyViolation, refused.Code, refused.Message);
        }
        catch (Exception gone) when (SocketLine.IsGone(gone))
        {
            // There is nobody left to hear why.
        }
        return new(WebSocketCloseStatus.NormalClosure, "goodbye");
    }

    async Task HearAsync(CancellationToken ct)
    {
        while (await line.ReadAsync(ct) is { } request)
        {
            if (_over) continue;
            if (!_budget.TryTake())
            {
                throw SocketEnd.Refused(WebSocketCloseStatus.PolicyViolation, "messages.too-many",
                    $"A client says at most {MessageBudget.AMinute} messages a minute, and {MessageBudget.AtOnce} at once. Come back and say less.");
            }
            await _turn.WaitAsync(ct);
            try
            {
                await AnswerAsync(request, ct);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    async Task AnswerAsync(SocketRequest request, CancellationToken ct)
    {
        try
        {
            await line.SayAsync(request.Type switch
            {
                SocketRequest.Subscribe or SocketRequest.Unsubscribe => await ChangeAsync(request, ct),
                SocketRequest.Ping => new() { Type = SocketMessage.Pong, Sequence = _position },
                SocketRequest.Follow => Follow(request),
                SocketRequest.Unfollow when request.Job is { } job => Unfollow(job),
                _ => Wrong("message.unknown", "Say subscribe, unsubscribe, follow, unfollow or ping."),
            });
            if (request is { Type: SocketRequest.Follow, Job: { } followed } && _followed.ContainsKey(followed)) await TellWordsAsync(followed);
        }
        catch (FieldException refused)
        {
            await line.SayAsync(Wrong("kinds.unknown", refused.Message));
        }
    }

    async Task<SocketMessage> ChangeAsync(SocketRequest request, CancellationToken ct)
    {
        var (first, more) = (!_start.Task.IsCompleted, request.Type == SocketRequest.Subscribe);
        if (request.Kinds?.Count > MostNames) return Wrong("kinds.too-many", $"Name at most {MostNames} kinds in a message.");
        if (first && !more) return Wrong("subscribe.expected", "Subscribe first.");
        if (request.After < 0) return Wrong("after.invalid", "Send the sequence number of the last event that you know, or leave it out.");
        if (!first && request.After is not null) return Wrong("after.late", "Only the first subscription says where to begin. Open another socket to go back.");
        var named = EventFilter.Named(request.Kinds ?? []);
        if (first) _position = await DatabaseAway.WaitAsync(() => telling.StartAsync(caller.WorkspaceId!.Value, request.After, ct), clock, ct);
        if (more) _kinds.UnionWith(named);
        else _kinds.ExceptWith(named);
        _start.TrySetResult(_position);
        return new() { Type = SocketMessage.Subscribed, Sequence = _position, Kinds = [.. _kinds.Order(StringComparer.Ordinal)] };
    }

    SocketMessage Follow(SocketRequest request)
    {
        if (!_start.Task.IsCompleted) return Wrong("subscribe.expected", "Subscribe first.");
        if (request.Job is not { } job) return Wrong("job.missing", "Name the job that writes the draft.");
        if (!caller.Scopes.Contains(Scopes.WritingRead)) return Wrong("scope.missing", $"Following a text takes the scope {Scopes.WritingRead}.");
        if (request.After is < 0 or > int.MaxValue) return Wrong("after.invalid", "Send the number of the last sentence that you know, or leave it out.");
        if (_followed.Count == MostFollowed && !_followed.ContainsKey(job)) return Wrong("followed.too-many", $"Follow at most {MostFollowed} texts at once.");
        _followed[job] = (int)(request.After ?? 0);
        return new() { Type = SocketMessage.Following, Job = job };
    }

    SocketMessage Unfollow(Guid job)
    {
        _followed.Remove(job);
        return new() { Type = SocketMessage.Ended, Job = job };
    }

    /// <param name="subject">What an event is about; null where something happened that this client may not be told of, which may be about any job.</param>
    async Task TellFollowedAsync(Guid? subject)
    {
        foreach (var job in _followed.Keys.Where(job => subject is null || subject == job).ToList()) await TellWordsAsync(job);
    }

    /// <summary>What has been written since the last time, and that it has ended.</summary>
    async Task TellWordsAsync(Guid job)
    {
        if (await words.AfterAsync(caller, job, _followed[job]) is not { } found)
        {
            _followed.Remove(job);
            await line.SayAsync(Wrong("job.not-found", "There is no such job in this workspace."));
            return;
        }
        foreach (var sentence in found.Sentences)
        {
            await line.SayAsync(new SocketMessage { Type = SocketMessage.Sentence, Job = job, Written = sentence });
            _followed[job] = sentence.Number;
        }
        if (!found.Ended) return;
        _followed.Remove(job);
        await line.SayAsync(new SocketMessage { Type = SocketMessage.Ended, Job = job });
    }

    static SocketMessage Wrong(string code, string sentence) => new() { Type = SocketMessage.Error, Code = code, Detail = sentence };

    async Task TellAsync(CancellationToken ct)
    {
        var position = await StartAsync(ct);
        await foreach (var told in telling.RunAsync(caller, position, credential, ct))
        {
            await _turn.WaitAsync(ct);
            try
            {
                await TellAsync(told);
            }
            finally
            {
                _turn.Release();
            }
        }
        throw ct.IsCancellationRequested ? Stopping()
            : SocketEnd.Refused(WebSocketCloseStatus.PolicyViolation, "credential.required", "What opened this socket is not good any more. Come back with a valid one.");
    }

    async Task<long> StartAsync(CancellationToken ct)
    {
        await ((Task)_start.Task).WaitAsync(SocketLine.Patience, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _start.Task.IsCompleted ? await _start.Task
            : throw (ct.IsCancellationRequested ? Stopping() : SocketEnd.Refused(WebSocketCloseStatus.PolicyViolation, "subscribe.expected", "Subscribe within fifteen seconds."));
    }

    static SocketEnd Stopping() => new(WebSocketCloseStatus.EndpointUnavailable, "server.stopping");

    async Task TellAsync(Told told)
    {
        _position = told.Position;
        if (_followed.Count > 0) await TellFollowedAsync(told.Event?.SubjectId);
        var one = told.Event is { } any && _kinds.Contains(any.Kind) ? any : null;
        if (one is null && clock.GetElapsedTime(_said) < Telling.Heartbeat) return;
        _said = clock.GetTimestamp();
        if (one is null) await line.SayAsync(new SocketMessage { Type = SocketMessage.Heartbeat, Sequence = _position });
        else if (!await line.TrySayAsync(one.ToSocket())) throw SocketEnd.Behind(_position);
    }

    public void Dispose() => _turn.Dispose();
}
