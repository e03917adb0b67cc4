using System.Text;
using System.Text.Json;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Toombos.Client;
using Toombos.Client.Publishing;
using Toombos.Client.Writing;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;
using Toombos.Sinks;

namespace Toombos.EndToEnd.Tests.Chaos;

/// <summary>From a document that changes to real destinations, through the API alone, while the process that publishes is killed again and again.</summary>
public sealed class RealDestinationTests
{
    const int Kills = 3;

    static readonly string Run = Guid.NewGuid().ToString("N")[..10];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static string Document(string title, int piers) => $"# News\n\n## [tips] Tips\n\n### {title} {Run}\n\n" + string.Join(' ', Enumerable.Range(1, piers).Select(i => $"The ferry of pier {Run[..5]}-{i} leaves when the tide turns, says the harbour master."));

    [Fact]
    public async Task A_changed_document_becomes_a_post_a_thread_and_a_newsletter_each_once_whenever_the_worker_is_killed()
    {
        await using var database = TestDatabase.Of(DatabaseKind.Postgres);
        var settings = new Dictionary<string, string?>(database.Settings)
        {
            ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1", ["OutboundHttp:AllowedPrivateHosts:1"] = "localhost", ["RateLimits:Enabled"] = "false", ["Jobs:LeaseSeconds"] = "3", ["SSL_CERT_FILE"] = RealServers.MailCertificate,
        };
        await using var api = await ServerProcess.StartAsync(["--role", "api"], settings);
        using var http = await api.ConnectAsync();
        http.DefaultRequestHeaders.Add("X-API-Key", await api.KeyAsync());
        var client = new ToombosClient(http);
        var (places, audience) = await ConnectAsync(client);

        var source = (await client.Documents.AddSourceAsync(new() { Name = "News", Markdown = Document("Old tides", 1) }, Ct)).Source.Id;
        await client.Documents.UpdateDocumentAsync(source, new() { Markdown = Document("Sail with the tide", 40) }, Ct);
        var piece = await client.Writing.CreatePieceAsync(new() { SourceId = source, Channels = [.. places.Keys] }, Ct);

        var (drafts, asked) = (new Dictionary<string, Draft>(), new Dictionary<string, Guid>());
        foreach (var summary in piece.Drafts)
        {
            var draft = await ApproveAsync(client, summary.Id);
            drafts[draft.Summary.Channel] = draft;
            asked[draft.Summary.Channel] = (await client.Publishing.PublishAsync(new()
            {
                DraftId = draft.Summary.Id, ContentHash = draft.ContentHash, ChannelId = places[draft.Summary.Channel], AudienceId = draft.Summary.Channel == "email" ? audience : null,
            }, ct: Ct)).Id;
        }
        for (var i = 0; i < Kills; i++)
        {
            await using var victim = await ServerProcess.StartAsync(["--role", "worker"], settings);
            await Task.Delay(TimeSpan.FromSeconds(1.5 * Random.Shared.NextDouble()), TimeProvider.System, Ct);
            await victim.KillAsync();
        }
        await using var worker = await ServerProcess.StartAsync(["--role", "worker"], settings);

        var post = await EndAsync(client, asked["web"]);
        var thread = await EndAsync(client, asked["bluesky"]);
        var letter = await EndAsync(client, asked["email"]);
        if (letter.State == PublicationState.Unknown)
        {
            // Nobody can ask a mail server. A person looks, and says what they see.
            await client.Publishing.ResolveAsync(letter.Id, (await MailsAsync()).Count > 0 ? UnknownAnswer.ItIsThere : UnknownAnswer.SendAgain, Ct);
            letter = await EndAsync(client, letter.Id);
        }
        Assert.Equal((PublicationState.Published, PublicationState.Published, PublicationState.Published), (post.State, thread.State, letter.State));

        using var reader = new HttpClient(new SocketsHttpHandler());
        using var posts = JsonDocument.Parse(await reader.GetStringAsync($"{RealServers.WordPress.Site()}/wp-json/wp/v2/posts?search={Run}", Ct));
        Assert.Equal(post.Address, Assert.Single(posts.RootElement.EnumerateArray()).GetProperty("link").GetString());
        Assert.Contains($"ferry of pier {Run[..5]}", await reader.GetStringAsync(post.Address, Ct), StringComparison.Ordinal);
        Assert.True(drafts["bluesky"].Content.Posts.Count > 1);
        var did = JsonDocument.Parse(await reader.GetStringAsync($"{RealServers.Bluesky.Site()}/xrpc/com.atproto.identity.resolveHandle?handle={RealServers.Bluesky.SignIn().User}", Ct)).RootElement.GetProperty("did").GetString();
        Assert.Equal(drafts["bluesky"].Content.Posts, await PostedAsync(reader, drafts["bluesky"].Content.Posts));
        Assert.StartsWith($"https://bsky.app/profile/{did}/post/", thread.Address, StringComparison.Ordinal);
        await Eventually.SatisfiesAsync(MailsAsync, mails => mails.Count > 0);
        Assert.Contains("pier", Assert.Single(await MailsAsync()), StringComparison.Ordinal);
    }

    /// <summary>Channels by the kind of draft that each takes, and who gets the letters.</summary>
    static async Task<(Dictionary<string, Guid> Places, Guid Audience)> ConnectAsync(ToombosClient client)
    {
        var workspace = (await client.Workspaces.ListAsync(ct: Ct)).Items[0];
        await client.Workspaces.UpdateAsync(workspace.Id, new() { Name = workspace.Name, Version = workspace.Version, Brand = workspace.Brand with { PostalAddress = "Quay 1, Orust" } }, Ct);
        var ((editor, blogPassword), (handle, appPassword), (user, mailPassword)) = (RealServers.WordPress.SignIn(), RealServers.Bluesky.SignIn(), RealServers.Mail.SignIn());
        var places = new Dictionary<string, Guid>
        {
            ["web"] = (await client.Channels.AddAsync(new() { Name = "Blog", Kind = "wordpress", Settings = new() { ["site"] = RealServers.WordPress.Site(), ["user"] = editor, ["applicationPassword"] = blogPassword } }, Ct)).Channel.Id,
            ["bluesky"] = (await client.Channels.AddAsync(new() { Name = "Sky", Kind = "bluesky", Settings = new() { ["server"] = RealServers.Bluesky.Site(), ["handle"] = handle, ["appPassword"] = appPassword } }, Ct)).Channel.Id,
            ["email"] = (await client.Channels.AddAsync(new()
            {
                Name = "Letters", Kind = "email",
                Settings = new() { ["host"] = "127.0.0.1", ["port"] = RealServers.Mail.Port, ["security"] = "startTls", ["user"] = user, ["password"] = mailPassword, ["from"] = "news@harbour.test", ["fromName"] = $"News {Run}" },
            }, Ct)).Channel.Id,
        };
        foreach (var place in places.Values)
        {
            var check = await client.Channels.CheckAsync(place, Ct);
            Assert.True(check.Good, string.Join('\n', check.Findings.Select(p => p.Sentence)));
        }
        var audience = (await client.Audiences.AddAsync(new() { Name = "Readers" }, Ct)).Id;
        await client.Audiences.ImportAsync(audience, new MemoryStream(Encoding.UTF8.GetBytes("email\nreader@harbour.test")), "They signed up on paper.", ct: Ct);
        return (places, audience);
    }

    static async Task<Draft> ApproveAsync(ToombosClient client, Guid id)
    {
        var draft = await client.Writing.GetDraftAsync(id, ct: Ct);
        foreach (var claim in draft.Checks.Claims.Where(c => c.IsOpen)) await client.Writing.AcceptClaimAsync(id, claim.Id, new() { Name = "Mia Berg", Reason = "I was there." }, Ct);
        return await client.Writing.ApproveDraftAsync(id, new() { ContentHash = draft.ContentHash, Name = "Mia Berg" }, Ct);
    }

    static Task<Publication> EndAsync(ToombosClient client, Guid id) => Eventually.SatisfiesAsync(() => client.Publishing.GetAsync(id, Ct), p => p.State is not (PublicationState.Planned or PublicationState.Publishing));

    /// <summary>What the account has of these texts, in order, each as often as it is there.</summary>
    static async Task<IReadOnlyList<string>> PostedAsync(HttpClient reader, IReadOnlyList<string> texts)
    {
        using var page = JsonDocument.Parse(await reader.GetStringAsync($"{RealServers.Bluesky.Site()}/xrpc/com.atproto.repo.listRecords?repo={RealServers.Bluesky.SignIn().User}&collection=app.bsky.feed.post&limit=100", Ct));
        return [.. page.RootElement.GetProperty("records").EnumerateArray().Reverse().Select(r => r.GetProperty("value").GetProperty("text").GetString()!).Where(texts.Contains)];
    }

    /// <summary>The texts of the mails of this run that came.</summary>
    static async Task<IReadOnlyList<string>> MailsAsync()
    {
        using var client = new ImapClient();
        var (user, password) = RealServers.Mailbox.SignIn();
        await client.ConnectAsync(RealServers.Mailbox.Host, RealServers.Mailbox.Port, MailKit.Security.SecureSocketOptions.None, Ct);
        await client.AuthenticateAsync(user, password, Ct);
        await client.Inbox!.OpenAsync(FolderAccess.ReadOnly, Ct);
        var texts = new List<string>();
        foreach (var id in await client.Inbox.SearchAsync(SearchQuery.FromContains($"News {Run}"), Ct)) texts.Add((await client.Inbox.GetMessageAsync(id, Ct)).TextBody ?? "");
        await client.DisconnectAsync(quit: true, Ct);
        return texts;
    }
}
