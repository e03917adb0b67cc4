using System.Text;
using Toombos.Client;
using Toombos.Client.Channels;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.Sinks;

namespace Toombos.EndToEnd.Tests.Chaos;

/// <summary>
/// What is published while everything breaks, and the other sides: a mail server and a receiver of webhooks that take some things and cut the line before
/// they answer, refuse others for a while, and count what they took. Dice are thrown from a seed.
/// </summary>
sealed class ChaosStage(int seed) : IAsyncDisposable
{
    const string Document = "# News\n\n## [tips] Tips\n\n### Breathe slowly\n\nSix breaths a minute calm most people, says the clinic. Try it before you leave the beach.\n";

    /// <summary>One account does one thing at a time; several keep several workers at work.</summary>
    const int Accounts = 6;

    /// <summary>A sink misbehaves only so often about one thing: who meets nothing but refusals gives up, and is right to.</summary>
    const int Refusals = 2;

    readonly MailSink _mail = MailSink.Start();
    readonly Lock _dice = new();
    readonly Random _random = new(seed);
    readonly Dictionary<Guid, int> _asked = [];
    readonly HashSet<Guid> _ended = [];
    readonly List<Guid> _hookChannels = [];
    HookSink _hook = null!;
    ToombosClient _client = null!;
    Draft _draft = null!;
    Guid _audience, _letters;
    int _people;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    int Roll(int sides)
    {
        lock (_dice) return _random.Next(sides);
    }

    /// <summary>Settings without which a server may not speak to the sinks.</summary>
    public static Dictionary<string, string?> Settings { get; } = new() { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["RateLimits:Enabled"] = "false", ["OutboundHttp:TimeoutSeconds"] = "5" };

    /// <summary>Opens the sinks, and all that is needed for publishing to them: newsletters to so many people, and webhooks.</summary>
    public async Task OpenAsync(ToombosClient client, int people)
    {
        (_client, _people) = (client, people);
        _hook = await HookSink.StartAsync();
        _mail.Answer = line => line == "." && Roll(10) == 0 ? MailSink.Cut : line.StartsWith("RCPT", StringComparison.Ordinal) && Roll(10) == 0 ? "451 4.3.0 try again later" : null;
        _hook.Answer = context =>
        {
            if (_hook.Count(context.Request.Headers["webhook-id"].ToString()) > Refusals) return Task.CompletedTask;
            switch (Roll(10))
            {
                case 0: context.Abort(); break;
                case 1: (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (503, "1"); break;
            }
            return Task.CompletedTask;
        };
        var workspace = (await _client.Workspaces.ListAsync(ct: Ct)).Items[0];
        await _client.Workspaces.UpdateAsync(workspace.Id, new() { Name = workspace.Name, Version = workspace.Version, Brand = workspace.Brand with { PostalAddress = "Quay 1, Orust" } }, Ct);
        var source = (await _client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Document }, Ct)).Source.Id;
        _draft = await ApproveAsync((await _client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = ["email"] }, Ct)).Drafts[0].Id);
        _audience = (await _client.Audiences.AddAsync(new() { Name = "Readers" }, Ct)).Id;
        var csv = string.Join('\n', Enumerable.Range(0, people).Select(i => $"reader{i}@example.org").Prepend("email"));
        await _client.Audiences.ImportAsync(_audience, new MemoryStream(Encoding.UTF8.GetBytes(csv)), "They signed up on paper.", ct: Ct);
        _letters = await AddChannelAsync(new() { Name = "Letters", Kind = "email", Settings = new() { ["host"] = "127.0.0.1", ["port"] = _mail.Port, ["security"] = "none", ["from"] = "news@example.org", ["fromName"] = "News", ["perMinute"] = 100_000 } });
        for (var i = 0; i < Accounts; i++) _hookChannels.Add(await AddChannelAsync(new() { Name = $"Hook {i}", Kind = "webhook", Settings = new() { ["address"] = _hook.Address } }));
    }

    async Task<Guid> AddChannelAsync(AddChannelRequest request) => (await _client.Channels.AddAsync(request, Ct)).Channel.Id;

    async Task<Draft> ApproveAsync(Guid id)
    {
        var draft = await _client.Writing.GetDraftAsync(id, ct: Ct);
        foreach (var claim in draft.Checks.Claims.Where(c => c.IsOpen))
            await _client.Writing.AcceptClaimAsync(id, claim.Id, new() { Name = "Mia Berg", Reason = "I was there." }, Ct);
        return await _client.Writing.ApproveDraftAsync(id, new() { ContentHash = draft.ContentHash, Name = "Mia Berg" }, Ct);
    }

    /// <summary>Publishes so many webhooks and newsletters.</summary>
    public async Task PublishAsync(int hooks, int letters)
    {
        for (var i = 0; i < letters; i++) await PublishLetterAsync();
        for (var i = 0; i < hooks; i++) await PublishHookAsync();
    }

    public Task PublishHookAsync() => PublishAsync(_hookChannels[_asked.Count % Accounts], null);

    public Task PublishLetterAsync() => PublishAsync(_letters, _audience);

    /// <summary>As a program does that means it: under a key, so that it may ask again when it can't know whether it was heard.</summary>
    async Task PublishAsync(Guid channel, Guid? audience)
    {
        var slot = $"slot {_asked.Count}";
        var publication = await AskAsync(() => _client.Publishing.PublishAsync(
            new() { DraftId = _draft.Summary.Id, ContentHash = _draft.ContentHash, ChannelId = channel, AudienceId = audience, Slot = slot }, slot, Ct));
        _asked.Add(publication.Id, audience is null ? 1 : _people);
    }

    /// <summary>Asks again while the server says that its database is away. Whatever else it says is not to be heard.</summary>
    static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (ToombosApiException away) when (away is { Code: "database.away", Status: System.Net.HttpStatusCode.ServiceUnavailable })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Ct);
            }
        }
    }

    /// <summary>The server has a new address after a restart.</summary>
    public void GoOnWith(ToombosClient client) => _client = client;

    /// <summary>How many have not come to an end, in which a person's word is one.</summary>
    public async Task<int> OpenCountAsync()
    {
        foreach (var id in _asked.Keys.Where(id => !_ended.Contains(id)))
        {
            if ((await AskAsync(() => _client.Publishing.GetAsync(id, Ct))).State is not (PublicationState.Planned or PublicationState.Publishing)) _ended.Add(id);
        }
        return _asked.Count - _ended.Count;
    }

    /// <summary>Holds the ledger against what was asked for and what the sinks counted.</summary>
    /// <returns>How many came to which end.</returns>
    public async Task<string> VerifyAsync()
    {
        var ledger = new ChaosLedger(_mail, _hook);
        foreach (var publication in await ReadAsync(after => _client.Publishing.ListAsync(after: after, limit: 200, ct: Ct)))
        {
            var deliveries = await ReadAsync(after => _client.Publishing.ListDeliveriesAsync(publication.Id, after: after, limit: 200, ct: Ct));
            ledger.Add(publication, _asked.GetValueOrDefault(publication.Id), deliveries);
        }
        return ledger.Close(_asked.Keys);
    }

    static async Task<List<T>> ReadAsync<T>(Func<string?, Task<Page<T>>> read)
    {
        var (all, after) = (new List<T>(), (string?)null);
        do
        {
            var page = await read(after);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await _mail.DisposeAsync();
        if (_hook is not null) await _hook.DisposeAsync();
    }
}
