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

    readonly MailSink _mail = MailSink.Start();
    readonly Lock _dice = new();
    readonly Random _random = new(seed);
    readonly List<Guid> _publications = [];
    HookSink _hook = null!;
    ToombosClient _client = null!;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    int Roll(int sides)
    {
        lock (_dice) return _random.Next(sides);
    }

    /// <summary>Settings without which a server may not speak to the sinks.</summary>
    public static Dictionary<string, string?> Settings { get; } = new() { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["RateLimits:Enabled"] = "false", ["OutboundHttp:TimeoutSeconds"] = "5" };

    public async Task OpenAsync(ToombosClient client)
    {
        _client = client;
        _hook = await HookSink.StartAsync();
        _mail.Answer = line => line == "." && Roll(10) == 0 ? MailSink.Cut : line.StartsWith("RCPT", StringComparison.Ordinal) && Roll(10) == 0 ? "451 4.3.0 try again later" : null;
        _hook.Answer = context =>
        {
            switch (Roll(10))
            {
                case 0: context.Abort(); break;
                case 1: (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (503, "1"); break;
            }
            return Task.CompletedTask;
        };
    }

    /// <summary>Plans all of it: so many webhooks, and newsletters to so many people each.</summary>
    public async Task PublishAsync(int hooks, int letters, int people)
    {
        var workspace = (await _client.Workspaces.ListAsync(ct: Ct)).Items[0];
        await _client.Workspaces.UpdateAsync(workspace.Id, new() { Name = workspace.Name, Version = workspace.Version, Brand = workspace.Brand with { PostalAddress = "Quay 1, Orust" } }, Ct);
        var source = (await _client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Document }, Ct)).Source.Id;
        var piece = await _client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = ["email"] }, Ct);
        var draft = await ApproveAsync(piece.Drafts[0].Id);
        var audience = await _client.Audiences.AddAsync(new() { Name = "Readers" }, Ct);
        var csv = string.Join('\n', Enumerable.Range(0, people).Select(i => $"reader{i}@example.org").Prepend("email"));
        await _client.Audiences.ImportAsync(audience.Id, new MemoryStream(Encoding.UTF8.GetBytes(csv)), "They signed up on paper.", ct: Ct);
        var email = await AddChannelAsync(new() { Name = "Letters", Email = new() { Host = "127.0.0.1", Port = _mail.Port, Security = MailSecurity.None, From = "news@example.org", FromName = "News", PerMinute = 100_000 } });
        for (var i = 0; i < letters; i++) await PublishAsync(draft, email, audience.Id, i);
        for (var i = 0; i < hooks; i++)
        {
            // One account does one thing at a time; several keep several workers at work.
            if (i % 10 == 0) email = await AddChannelAsync(new() { Name = $"Hook {i}", Webhook = new() { Address = _hook.Address } });
            await PublishAsync(draft, email, null, i);
        }
    }

    async Task<Guid> AddChannelAsync(AddChannelRequest request) => (await _client.Channels.AddAsync(request, Ct)).Channel.Id;

    async Task<Draft> ApproveAsync(Guid id)
    {
        var draft = await _client.Writing.GetDraftAsync(id, ct: Ct);
        foreach (var claim in draft.Checks.Claims.Where(c => c.IsOpen))
            await _client.Writing.AcceptClaimAsync(id, claim.Id, new() { Name = "Mia Berg", Reason = "I was there." }, Ct);
        return await _client.Writing.ApproveDraftAsync(id, new() { ContentHash = draft.ContentHash, Name = "Mia Berg" }, Ct);
    }

    async Task PublishAsync(Draft draft, Guid channel, Guid? audience, int slot) => _publications.Add((await _client.Publishing.PublishAsync(
        new() { DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = channel, AudienceId = audience, Slot = $"slot {slot}" }, $"{channel} {slot}", Ct)).Id);

    /// <summary>The server has a new address after a restart.</summary>
    public void GoOnWith(ToombosClient client) => _client = client;

    /// <summary>How many have not come to an end, in which a person's word is one.</summary>
    public async Task<int> OpenCountAsync()
    {
        var open = 0;
        foreach (var id in _publications)
        {
            try
            {
                if ((await _client.Publishing.GetAsync(id, Ct)).State is PublicationState.Planned or PublicationState.Publishing) open++;
            }
            catch (ToombosApiException away) when (away.Code == "database.away")
            {
                open++; // its line to the database was cut as well; the next one is whole
            }
        }
        return open;
    }

    /// <summary>Holds the ledger against what the sinks counted.</summary>
    public async Task<string> VerifyAsync()
    {
        var (wrong, told) = (new List<string>(), new SortedDictionary<string, int>(StringComparer.Ordinal));
        var deliveries = new List<Delivery>();
        foreach (var id in _publications)
        {
            string? after = null;
            do
            {
                var page = await _client.Publishing.ListDeliveriesAsync(id, after: after, limit: 200, ct: Ct);
                deliveries.AddRange(page.Items);
                after = page.Next;
            }
            while (after is not null);
        }
        foreach (var delivery in deliveries)
        {
            var mail = delivery.SubscriberId is not null;
            var taken = mail ? _mail.Count(delivery.IdempotencyKey) : _hook.Count(delivery.IdempotencyKey);
            var key = $"{(mail ? "mail" : "hook")} {delivery.State}";
            told[key] = told.GetValueOrDefault(key) + 1;
            var right = (mail, delivery.State) switch
            {
                // A receiver of webhooks knows a repetition by its id: what came twice came once to it.
                (false, DeliveryState.Confirmed) => taken >= 1,
                (false, DeliveryState.Failed) => taken == 0,
                (true, DeliveryState.Sent) => taken == 1,
                (true, DeliveryState.Unknown) => taken <= 1,
                (true, DeliveryState.Failed) => taken == 0,
                _ => false,
            };
            if (!right) wrong.Add($"{key} was taken {taken} times: {delivery.Error}");
        }
        var known = deliveries.Select(d => d.IdempotencyKey).ToHashSet(StringComparer.Ordinal);
        wrong.AddRange(_hook.Taken.Where(m => !known.Contains(m.Id)).Select(m => $"A message that nobody sent: {m.Id}"));
        Assert.True(wrong.Count == 0, $"Seed {seed}. {string.Join('\n', wrong.Take(20))}");
        return string.Join(", ", told.Select(t => $"{t.Value} {t.Key}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _mail.DisposeAsync();
        if (_hook is not null) await _hook.DisposeAsync();
    }
}
