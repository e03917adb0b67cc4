using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Toombos.Client;
using Toombos.Client.Checks;
using Toombos.Client.Models;
using Toombos.Client.Writing;
using Toombos.EndToEnd.Tests.Browsing;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>A document changes, a model writes for six channels, a person approves each: in the browser, with a server of each provider's protocol that is not ours.</summary>
public sealed class SixChannelsTests(DemoSite site)
{
    static readonly string[] Channels = ["Email", "Web", "LinkedIn", "X", "Bluesky", "Mastodon"];

    [Theory]
    [InlineData(DatabaseKind.Sqlite, ModelProtocol.OpenAi)]
    [InlineData(DatabaseKind.Postgres, ModelProtocol.Anthropic)]
    public async Task From_a_changed_document_to_approved_drafts_in_six_channels(DatabaseKind kind, ModelProtocol protocol)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var database = TestDatabase.Of(kind);
        await database.CreateAsync();
        await using var provider = await ProviderServer.StartAsync(protocol, Answer());
        await using var server = await ServerProcess.StartAsync(["--role", "all"], new Dictionary<string, string?>(database.Settings) { ["OutboundHttp:AllowedPrivateHosts:0"] = "127.0.0.1" });
        using var http = await server.ConnectAsync();
        http.DefaultRequestHeaders.Add("X-API-Key", await server.KeyAsync());
        var client = new ToombosClient(http);
        await client.Models.AddProviderAsync(new()
        {
            Name = "Harbour AI", Protocol = protocol, Address = provider.Address, Key = "sk-harbour", Models = [new() { Name = "harbour-1", ContextTokens = 100_000, InputPrice = 1, OutputPrice = 4 }],
        }, ct);
        var source = (await client.Documents.AddSourceAsync(new() { Name = "What is new", Markdown = "# News\n\n## New hull\n\nThe hull weighs 20 kg.\n\nIt was tested in Lisbon.\n" }, ct)).Source.Id;
        await using var tab = await site.OpenElsewhereAsync(server);
        var page = tab.Page;
        await tab.SignInAsync(await server.SignInLinkAsync());

        await tab.GoAsync($"/sources/{source}/edit");
        await page.Locator("#document-text").FillAsync("# News\n\n## New hull\n\nThe hull weighs 18 kg.\n\nIt was tested in Lisbon.\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save version" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("18 kg");

        await tab.GoAsync($"/create?source={source}");
        await page.GetByRole(AriaRole.Button, new() { Name = "None", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = Channels[2], Exact = true })).Not.ToBeCheckedAsync();
        foreach (var channel in Channels[2..]) await page.GetByRole(AriaRole.Checkbox, new() { Name = channel, Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new("^A model") }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Write the drafts" }).ClickAsync();
        await page.WaitForURLAsync("**/pieces/*");

        var piece = (await client.Writing.ListPiecesAsync(ct: ct)).Items[0];
        Assert.Equal(Channels.Length, piece.Drafts.Count);
        foreach (var draft in piece.Drafts)
        {
            await tab.GoAsync($"/pieces/{piece.Id}/drafts/{draft.Id}");
            await Expect(page.GetByText("Written by a model", new() { Exact = true })).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Approve ") }).ClickAsync();
            await page.GetByLabel("I have read it and hold editorial responsibility for it").CheckAsync();
            await page.GetByLabel("Your name").FillAsync("Ines Duarte");
            await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^Approve version") }).ClickAsync();
            await Expect(page.GetByText("Approved by Ines Duarte").First).ToBeVisibleAsync();
        }
        await tab.AssertSoundAsync("an approved draft by a model");

        foreach (var draft in piece.Drafts)
        {
            var approved = await client.Writing.GetDraftAsync(draft.Id, ct: ct);
            Assert.Equal((AiShare.Generated, "harbour-1", true), (approved.Ai, approved.Writing?.Model, approved.Approval?.Responsible));
            Assert.Contains("18 kg", string.Concat(approved.Content.Parts.Select(p => p.Text)), StringComparison.Ordinal);
            Assert.All(approved.Content.Parts.SelectMany(p => p.Sentences).Where(s => s.Origin == SentenceOrigin.Generated), s => Assert.NotEmpty(s.Blocks));
            Assert.All(approved.Checks.Claims, c => Assert.Equal(ClaimVerdict.Supported, c.Verdict));
        }
    }

    /// <summary>Fields that a channel does not have are left out of its draft.</summary>
    static string Answer()
    {
        static JsonObject Part(string role, string text, int block) => new()
        {
            ["role"] = role, ["post"] = 1, ["sentences"] = new JsonArray(new JsonObject { ["text"] = text, ["blocks"] = new JsonArray(block) }),
        };
        return new JsonObject
        {
            ["parts"] = new JsonArray(
                Part("subject", "A new hull of 18 kg", 1), Part("previewText", "Lighter, and tested in Lisbon.", 2), Part("title", "A new hull of 18 kg", 1), Part("excerpt", "The new hull weighs 18 kg.", 1),
                Part("paragraph", "Our new hull weighs only 18 kg.", 1), Part("paragraph", "It was tested in Lisbon.", 2)),
        }.ToJsonString();
    }
}
