using System.Net;
using System.Text.Json.Nodes;
using MimeKit;
using Toombos.Client.Channels;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.Server.Tests.Publishing;

/// <summary>Trying a channel: letters to oneself, and tests that no reader is told of.</summary>
public sealed class TrialTests
{
    const string Token = "a-token-of-the-harbour";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static Task<ToombosHost> StartAsync(DatabaseKind database) =>
        ToombosHost.StartAsync(database, new Dictionary<string, string?> { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["Identity:PublicAddress"] = "https://toombos.example" });

    static JsonObject Mail(int port) => new() { ["host"] = "127.0.0.1", ["port"] = port, ["security"] = "none", ["from"] = "news@harbour.example", ["fromName"] = "Harbour" };

    static MimeMessage Read(string mail) => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail.TrimStart())));

    [Theory, BothDatabases]
    public async Task A_newsletter_that_nobody_has_approved_comes_to_whoever_asks_and_to_nobody_else(DatabaseKind database)
    {
        await using var host = await StartAsync(database);
        await using var sink = MailSink.Start();
        var (person, _) = await host.SignUpWithWorkspaceAsync();
        var client = person.Client;
        var channel = (await client.Channels.AddAsync(new() { Name = "Mail", Kind = "email", Settings = Mail(sink.Port) }, Ct)).Channel.Id;
        var source = (await client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Stage.Document }, Ct)).Source.Id;
        var draft = (await client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = ["email"] }, Ct)).Drafts[0];

        var check = await client.Channels.TryAsync(channel, new() { DraftId = draft.Id }, Ct);

        Assert.True(check.Good);
        Assert.Contains(person.Email, Assert.Single(check.Findings).Sentence, StringComparison.Ordinal);
        var letter = Read(Assert.Single(sink.Mails));
        Assert.Equal([person.Email], letter.To.Mailboxes.Select(to => to.Address));
        Assert.StartsWith("[TEST] ", letter.Subject, StringComparison.Ordinal);
        Assert.Contains((await client.Writing.GetDraftAsync(draft.Id, ct: Ct)).Content.Parts.SelectMany(p => p.Sentences).First(s => s.Blocks.Count > 0).Text, letter.HtmlBody, StringComparison.Ordinal);
        Assert.DoesNotContain("#unsubscribe", letter.HtmlBody, StringComparison.Ordinal);
        Assert.NotNull((await client.Channels.GetAsync(channel, Ct)).CheckedAt);
        Assert.Empty((await client.Publishing.ListAsync(ct: Ct)).Items);

        Assert.True((await client.Channels.TryAsync(channel, ct: Ct)).Good);
        Assert.Equal("[TEST] Toombos can write through Email", Read(sink.Mails[1]).Subject);
    }

    [Theory, BothDatabases]
    public async Task A_letter_that_is_refused_is_told_in_the_servers_words_and_noted(DatabaseKind database)
    {
        await using var host = await StartAsync(database);
        await using var sink = MailSink.Start();
        sink.Answer = line => line.StartsWith("MAIL FROM", StringComparison.OrdinalIgnoreCase) ? "553 5.7.1 This sender may not write" : null;
        var (person, _) = await host.SignUpWithWorkspaceAsync();
        var channel = (await person.Client.Channels.AddAsync(new() { Name = "Mail", Kind = "email", Settings = Mail(sink.Port) }, Ct)).Channel.Id;

        var check = await person.Client.Channels.TryAsync(channel, ct: Ct);

        Assert.False(check.Good);
        Assert.Contains("This sender may not write", Assert.Single(check.Findings).Sentence, StringComparison.Ordinal);
        Assert.Equal(check.Findings[0].Sentence, (await person.Client.Channels.GetAsync(channel, Ct)).Problem);
        Assert.Empty(sink.Mails);
    }

    [Theory, BothDatabases]
    public async Task A_post_is_shown_to_the_account_alone_and_taken_away(DatabaseKind database)
    {
        await using var host = await StartAsync(database);
        await using var sink = await ServiceSink.StartAsync<MastodonSink>();
        sink.Token = Token;
        var workspace = await host.AddWorkspaceAsync();
        var channel = (await workspace.Client.Channels.AddAsync(new() { Name = "Social", Kind = "mastodon", Settings = new() { ["server"] = sink.Address, ["accessToken"] = Token } }, Ct)).Channel.Id;

        var check = await workspace.Client.Channels.TryAsync(channel, ct: Ct);

        Assert.True(check.Good);
        Assert.Equal(["Test", "Taken away"], check.Findings.Select(f => f.Name));
        Assert.Equal("direct", $"{Assert.Single(sink.Taken, t => t.Is("POST", "/api/v1/statuses")).Json["visibility"]}");
        Assert.Empty(sink.Posts);

        sink.Lose = taken => taken.Is("POST", "/api/v1/statuses");
        var lost = await workspace.Client.Channels.TryAsync(channel, ct: Ct);
        Assert.Contains("Look there whether the test is up", Assert.Single(lost.Findings).Sentence, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task What_can_not_be_tried_is_refused_with_what_to_do_instead(DatabaseKind database)
    {
        await using var host = await StartAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var channels = workspace.Client.Channels;
        var (site, mail) = ((await channels.AddAsync(new() { Name = "Site", Kind = "site" }, Ct)).Channel.Id, (await channels.AddAsync(new() { Name = "Mail", Kind = "email", Settings = Mail(9) }, Ct)).Channel.Id);
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "channel.no-trial", () => channels.TryAsync(site, ct: Ct));
        await Problems.RefusedAsync(HttpStatusCode.Conflict, "channel.trial-needs-person", () => channels.TryAsync(mail, ct: Ct));
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "channel.not-found", () => channels.TryAsync(Guid.NewGuid(), ct: Ct));
        Assert.Equal([true, true, false], (await channels.ListConnectorsAsync(Ct)).Where(c => c.Kind is "email" or "mastodon" or "site").OrderBy(c => c.Kind, StringComparer.Ordinal).Select(c => c.Trial is not null));
    }
}
