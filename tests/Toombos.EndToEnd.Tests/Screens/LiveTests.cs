using Microsoft.Playwright;
using Toombos.Client;
using Toombos.EndToEnd.Tests.Browsing;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>What others do is seen without touching the page.</summary>
public sealed class LiveTests(DemoSite site)
{
    [Theory, BothDatabases]
    public async Task A_page_shows_what_a_program_adds_and_removes(DatabaseKind kind)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = TestDatabase.Of(kind);
        await database.CreateAsync();
        await using var server = await ServerProcess.StartAsync(["demo"], database.Settings);
        await using var tab = await site.OpenElsewhereAsync(server);
        await tab.SignInAsync(await server.SignInLinkAsync());
        await tab.GoAsync("/sources");
        using var http = await server.ConnectAsync();
        http.DefaultRequestHeaders.Add("X-API-Key", await server.KeyAsync());
        var program = new ToombosClient(http);
        var link = tab.Page.GetByRole(AriaRole.Link, new() { Name = "Field notes" });
        await Expect(link).ToHaveCountAsync(0);

        var source = (await program.Documents.AddSourceAsync(new() { Name = "Field notes", Markdown = "# Notes\n\n## Hull\n\nThe hull weighs 19.8 kg.\n" }, ct)).Source;
        await Expect(link.First).ToBeVisibleAsync();

        await program.Documents.DeleteSourceAsync(source.Id, ct);
        await Expect(link).ToHaveCountAsync(0);
    }
}
