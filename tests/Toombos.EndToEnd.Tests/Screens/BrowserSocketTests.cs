using Microsoft.Playwright;
using Toombos.Client;
using Toombos.Client.Events;
using Toombos.EndToEnd.Tests.Browsing;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>The socket of events as a page in a real browser uses it: a ticket as subprotocol, and no header.</summary>
public sealed class BrowserSocketTests(DemoSite site)
{
    const string Watch = """
        ([subprotocol]) => new Promise((done, failed) => {
          const socket = new WebSocket(`ws://${location.host}/v1/events/socket`, ['toombos.v1', subprotocol])
          window.told = new Promise(told => socket.onmessage = ({ data }) => {
            const message = JSON.parse(data)
            if (message.type === 'subscribed') done(socket.protocol)
            if (message.type === 'event') { told(message.event.kind); socket.close() }
          })
          socket.onopen = () => socket.send(JSON.stringify({ type: 'subscribe', kinds: ['source'] }))
          socket.onerror = () => failed(new Error('refused'))
        })
        """;

    [Fact]
    public async Task A_page_watches_with_a_ticket_once()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = TestDatabase.Of(DatabaseKind.Sqlite);
        await database.CreateAsync();
        await using var server = await ServerProcess.StartAsync([], database.Settings);
        await using var tab = await site.OpenElsewhereAsync(server);
        await tab.GoAsync("/sign-in", isStatic: true);
        using var http = await server.ConnectAsync();
        http.DefaultRequestHeaders.Add("X-API-Key", await server.KeyAsync());
        var program = new ToombosClient(http);
        var ticket = await program.Events.AddTicketAsync(ct);

        Assert.Equal("toombos.v1", await WatchAsync(tab, ticket));
        await program.Documents.AddSourceAsync(new() { Name = "Field notes", Markdown = "# Notes\n\n## Hull\n\nThe hull weighs 19.8 kg.\n" }, ct);
        Assert.Equal("source.added", await tab.Page.EvaluateAsync<string>("() => window.told"));
        await Assert.ThrowsAsync<PlaywrightException>(() => WatchAsync(tab, ticket));
    }

    static Task<string> WatchAsync(Tab tab, SocketTicket ticket) => tab.Page.EvaluateAsync<string>(Watch, new[] { ticket.Subprotocol });
}
