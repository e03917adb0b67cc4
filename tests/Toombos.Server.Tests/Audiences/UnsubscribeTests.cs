using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Toombos.Client.Audiences;
using Toombos.Server.Features.Audiences;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Audiences;

/// <summary>Readers leave by one press, scanners by none, and nobody by guessing.</summary>
public sealed partial class UnsubscribeTests(Hosts hosts)
{
    const string OneClick = "List-Unsubscribe=One-Click";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static HttpClient Reader(ToombosHost host) => host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });

    static Task<HttpResponseMessage> PostAsync(HttpClient http, string path, string body) => http.PostAsync(new Uri(path, UriKind.Relative), new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded"), Ct);

    static async Task<string> PageAsync(HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        using (answer)
        {
            var html = await answer.Content.ReadAsStringAsync(Ct);
            Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {html}");
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            return html;
        }
    }

    [Theory, BothDatabases]
    public async Task Looking_changes_nothing_and_one_click_ends_the_letters_of_that_list_at_once(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync("Tidewater & Sons");
        var (list, other) = (await workspace.Client.AddListAsync("ada@example.com"), await workspace.Client.AddListAsync("ada@example.com"));
        var publication = Guid.CreateVersion7();
        var path = await host.LinkAsync((await workspace.Client.FindAsync(list, "ada@example.com")).Id, publication);
        using var http = Reader(host);

        var asked = await PageAsync(await http.GetAsync(new Uri(path, UriKind.Relative), Ct));
        Assert.Contains("“Letter” by Tidewater &amp; Sons", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@", asked, StringComparison.Ordinal);
        Assert.Single(await host.RecipientsAsync(workspace.Id, list));

        // The second time, as a mail program that got no answer would ask, and the third as multipart, which RFC 8058 prefers.
        await PageAsync(await PostAsync(http, path, OneClick));
        await PageAsync(await PostAsync(http, path, OneClick));
        await PageAsync(await http.PostAsync(new Uri(path, UriKind.Relative), new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } }, Ct));

        Assert.Empty(await host.RecipientsAsync(workspace.Id, list));
        Assert.Single(await host.RecipientsAsync(workspace.Id, other));
        var ada = await workspace.Client.FindAsync(list, "ada@example.com");
        Assert.Equal((SubscriberState.Unsubscribed, EndReason.Reader), (ada.State, ada.EndReason));
        var told = Assert.Single((await workspace.Client.Events.ListAsync(query: new() { Kinds = ["subscriber.changed"] }, ct: Ct)).Items);
        Assert.Equal((ada.Id, publication, "unsubscribe page"), (told.SubjectId, told.Related["endedByPublicationId"], told.Actor));
        var entry = (await workspace.Client.Audit.ListAsync(ct: Ct)).Items.Single(e => e.Action == "audiences.unsubscribe");
        Assert.Equal((null, null), (entry.Address, entry.Device));
    }

    [Theory, BothDatabases]
    public async Task A_mistake_is_taken_back_on_the_same_page(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var list = await workspace.Client.AddListAsync("ada@example.com");
        var path = await host.LinkAsync((await workspace.Client.FindAsync(list, "ada@example.com")).Id);
        using var http = Reader(host);
        Assert.Contains("Subscribe again", await PageAsync(await PostAsync(http, path, OneClick)), StringComparison.Ordinal);

        Assert.Contains("subscribed again", await PageAsync(await PostAsync(http, path, "action=again")), StringComparison.Ordinal);

        Assert.Single(await host.RecipientsAsync(workspace.Id, list));
        Assert.Equal(ConsentSource.Reader, (await workspace.Client.FindAsync(list, "ada@example.com")).Consent.Source);
    }

    [Theory, BothDatabases]
    public async Task Whoever_wants_nothing_more_is_on_no_list_and_no_import_brings_them_back_but_they_can(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var client = workspace.Client;
        var (list, other, third) = (await client.AddListAsync("ada@example.com"), await client.AddListAsync("ada@example.com"), await client.AddListAsync());
        var path = await host.LinkAsync((await client.FindAsync(list, "ada@example.com")).Id);
        using var http = Reader(host);

        await PageAsync(await PostAsync(http, path, "action=everything"));

        Assert.Empty(await host.RecipientsAsync(workspace.Id, list));
        Assert.Empty(await host.RecipientsAsync(workspace.Id, other));
        Assert.Equal(1, (await client.ImportAsync(third, "ada@example.com")).Suppressed);
        await PageAsync(await PostAsync(http, path, "action=again"));
        Assert.Single(await host.RecipientsAsync(workspace.Id, list));
        Assert.Empty(await host.RecipientsAsync(workspace.Id, other));
        Assert.Equal(1, (await client.ImportAsync(third, "ada@example.com")).Added);
    }

    [Theory, BothDatabases]
    public async Task A_closed_address_stays_closed_and_a_full_plan_takes_nobody_back(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database, new Dictionary<string, string?> { ["Plans:free:Subscribers"] = "2" });
        var workspace = await host.AddWorkspaceAsync();
        var list = await workspace.Client.AddListAsync("ada@example.com", "ben@example.com");
        var (ada, ben) = (await workspace.Client.FindAsync(list, "ada@example.com"), await workspace.Client.FindAsync(list, "ben@example.com"));
        using var http = Reader(host);
        await workspace.Client.Audiences.UnsubscribeAsync(list, ada.Id, new() { Reason = EndReason.Bounced }, Ct);
        Assert.DoesNotContain("Subscribe again", await PageAsync(await http.GetAsync(new Uri(await host.LinkAsync(ada.Id), UriKind.Relative), Ct)), StringComparison.Ordinal);
        Assert.Contains("closed", await PageAsync(await PostAsync(http, await host.LinkAsync(ada.Id), "action=again"), HttpStatusCode.Conflict), StringComparison.Ordinal);

        await PageAsync(await PostAsync(http, await host.LinkAsync(ben.Id), OneClick));
        await workspace.Client.ImportAsync(list, "c@example.com\nd@example.com");
        Assert.Contains("full", await PageAsync(await PostAsync(http, await host.LinkAsync(ben.Id), "action=again"), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal(SubscriberState.Unsubscribed, (await workspace.Client.FindAsync(list, "ben@example.com")).State);
    }

    [Theory, BothDatabases]
    public async Task A_link_works_for_years_and_after_the_person_is_gone(DatabaseKind database)
    {
        await using var host = await ToombosHost.StartAsync(database);
        var workspace = await host.AddWorkspaceAsync();
        var list = await workspace.Client.AddListAsync("ada@example.com", "ben@example.com");
        var (ada, ben) = (await workspace.Client.FindAsync(list, "ada@example.com"), await workspace.Client.FindAsync(list, "ben@example.com"));
        var (adas, bens) = (await host.LinkAsync(ada.Id), await host.LinkAsync(ben.Id));
        await workspace.Client.Audiences.RemoveSubscriberAsync(list, ben.Id, erase: true, Ct);
        host.Clock.Advance(TimeSpan.FromDays(3650));
        using var http = Reader(host);

        await PageAsync(await PostAsync(http, adas, OneClick));
        Assert.Contains("not on this list", await PageAsync(await http.GetAsync(new Uri(bens, UriKind.Relative), Ct)), StringComparison.Ordinal);
        await PageAsync(await PostAsync(http, bens, OneClick));
        await PageAsync(await PostAsync(http, bens, "action=again"));

        Assert.Empty(await host.RecipientsAsync(workspace.Id, list));
    }

    [Fact]
    public async Task A_changed_link_is_nobodys()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        var list = await workspace.Client.AddListAsync("ada@example.com");
        var path = await host.LinkAsync((await workspace.Client.FindAsync(list, "ada@example.com")).Id, Guid.CreateVersion7());
        using var http = Reader(host);
        for (var at = 3; at < path.Length; at += 5)
        {
            var changed = path[..at] + (path[at] == 'A' ? 'B' : 'A') + path[(at + 1)..];
            Assert.Contains("not complete", await PageAsync(await PostAsync(http, changed, OneClick), HttpStatusCode.NotFound), StringComparison.Ordinal);
        }
        foreach (var token in new[] { "x", "%20", path[3..^1], path[3..] + "A", new string('A', 5000), "..%2F..%2Fv1" })
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri($"/u/{token}", UriKind.Relative), Ct)).StatusCode);
        Assert.Single(await host.RecipientsAsync(workspace.Id, list));
    }

    [Theory]
    [InlineData("")]
    [InlineData("List-Unsubscribe=Two-Clicks")]
    [InlineData("list-unsubscribe=one-click")]
    [InlineData("action=delete")]
    public async Task Another_body_ends_nothing(string body)
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        var list = await workspace.Client.AddListAsync("ada@example.com");
        using var http = Reader(host);
        using var answer = await PostAsync(http, await host.LinkAsync((await workspace.Client.FindAsync(list, "ada@example.com")).Id), body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single(await host.RecipientsAsync(workspace.Id, list));
    }

    [Fact]
    public async Task The_page_stands_alone_in_a_content_policy_that_lets_in_its_own_style_only()
    {
        var host = await hosts.GetAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        var brand = await workspace.Client.Workspaces.GetAsync(workspace.Id, Ct);
        await workspace.Client.Workspaces.UpdateAsync(workspace.Id, new() { Name = "<b>Bold</b>", Brand = brand.Brand with { Name = "<script>alert(1)</script>", Logo = "https://pictures.example:8443/logo.png?x=1" }, Version = brand.Version }, Ct);
        var list = await workspace.Client.AddListAsync("ada@example.com");
        using var http = Reader(host);
        using var answer = await http.GetAsync(new Uri(await host.LinkAsync((await workspace.Client.FindAsync(list, "ada@example.com")).Id), UriKind.Relative), Ct);

        var html = await answer.Content.ReadAsStringAsync(Ct);
        var nonce = Nonce().Match(html).Groups[1].Value;
        Assert.Equal($"default-src 'none'; style-src 'nonce-{nonce}'; img-src https://pictures.example:8443; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal(("no-store", "DENY", "nosniff"), (answer.Headers.CacheControl!.ToString(), Assert.Single(answer.Headers.GetValues("X-Frame-Options")), Assert.Single(answer.Headers.GetValues("X-Content-Type-Options"))));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_like_everything_that_strangers_may_do()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string?> { ["RateLimits:Enabled"] = "true", ["RateLimits:AnonymousPerMinute"] = "3" });
        using var http = Reader(host);
        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/u/guess", UriKind.Relative), Ct)).StatusCode);
        using var refused = await http.GetAsync(new Uri("/u/guess", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Theory, BothDatabases]
    public async Task Right_before_each_letter_the_sender_hears_whether_it_may_go(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var (workspace, stranger) = (await host.AddWorkspaceAsync(), await host.AddWorkspaceAsync());
        var list = await workspace.Client.AddListAsync("ada@example.com", "ben@example.com", "cleo@example.com");
        var recipients = await host.InAsync(workspace.Id, async s => await s.GetRequiredService<AudienceReader>().ReadAsync(list, ct: Ct).ToListAsync(Ct));
        Task<bool> May(Guid who, Guid where) => host.InAsync(where, s => s.GetRequiredService<AudienceReader>().MayBeMailedAsync(who, Ct));
        Assert.True(await May(recipients[0].SubscriberId, workspace.Id));
        Assert.False(await May(recipients[0].SubscriberId, stranger.Id));

        using var http = Reader(host);
        await PageAsync(await PostAsync(http, await host.LinkAsync(recipients[0].SubscriberId), OneClick));

        Assert.False(await May(recipients[0].SubscriberId, workspace.Id));
        var rest = await host.InAsync(workspace.Id, async s => await s.GetRequiredService<AudienceReader>().ReadAsync(list, after: recipients[1].SubscriberId, ct: Ct).ToListAsync(Ct));
        Assert.Equal(recipients[2], Assert.Single(rest));
        Assert.Equal(2, await host.InAsync(workspace.Id, s => s.GetRequiredService<AudienceReader>().CountAsync(list, Ct)));
        Assert.True(await host.InAsync(workspace.Id, s => s.GetRequiredService<Subscriptions>().EndAsync(recipients[1].SubscriberId, EndReason.Bounced, Guid.CreateVersion7(), Ct)));
        Assert.False(await May(recipients[1].SubscriberId, workspace.Id));
    }

    [GeneratedRegex("<style nonce=\"([0-9a-f]{36})\">")]
    private static partial Regex Nonce();
}
