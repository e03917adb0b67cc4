using Microsoft.Playwright;
using Toombos.EndToEnd.Tests.Browsing;
using Toombos.EndToEnd.Tests.Hosting;
using Toombos.Server.Tests.Architecture;
using Toombos.Server.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace Toombos.EndToEnd.Tests.Screens;

/// <summary>From a document to an approved draft, in the browser, on both databases.</summary>
public sealed class WholeWayTests(DemoSite site)
{
    static readonly string Sample = File.ReadAllText(Repository.PathOf("samples", "living-document.md"));

    [Theory, BothDatabases]
    public async Task A_document_becomes_an_approved_draft(DatabaseKind kind)
    {
        await using var database = TestDatabase.Of(kind);
        await database.CreateAsync();
        await using var server = await ServerProcess.StartAsync(["--role", "all"], database.Settings);
        await using var tab = await site.OpenElsewhereAsync(server);
        var page = tab.Page;
        await tab.SignInAsync(await server.SignInLinkAsync());

        // A document comes in.
        await tab.GoAsync("/sources");
        await Button(page, "Add a source").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("What is new");
        await page.GetByLabel("Document", new() { Exact = true }).FillAsync(Sample);
        await Button(page, "Add source").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("What is new");
        await Expect(page.Locator("main")).ToContainTextAsync("Skerry 14");

        // Drafts come out.
        await page.GetByRole(AriaRole.Link, new() { Name = "Write drafts" }).ClickAsync();
        await Button(page, "Write the drafts").ClickAsync();
        await page.WaitForURLAsync("**/pieces/*");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { NameRegex = new("^LinkedIn") }).ClickAsync();
        await page.WaitForURLAsync("**/drafts/*");
        await Expect(Approve(page)).ToBeEnabledAsync();

        // A statement that the document does not carry stops the approval.
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit", Exact = true }).ClickAsync();
        var post = page.Locator("textarea[data-field=posts]").First;
        await post.FillAsync(await post.InputValueAsync() + "\n\nSales rose by 4711 % in May.");
        await Expect(page.GetByText("open claim").First).ToBeVisibleAsync();
        await Button(page, "Save version").ClickAsync();
        await Expect(Approve(page)).ToBeDisabledAsync();

        // A person answers for it; then it can be approved, for exactly this text.
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Checks") }).ClickAsync();
        var open = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Answer for") });
        await Expect(open.First).ToBeVisibleAsync();
        for (var left = await open.CountAsync(); left > 0; left--)
        {
            await open.First.ClickAsync();
            await page.GetByLabel("Your name").FillAsync("Ines Duarte");
            await page.GetByLabel("Why it is true").FillAsync("It stands in our books.");
            await Button(page, "I answer for it").ClickAsync();
            await Expect(open).ToHaveCountAsync(left - 1);
        }
        await Expect(Approve(page)).ToBeEnabledAsync();
        await Approve(page).ClickAsync();
        await page.GetByLabel("Your name").FillAsync("Ines Duarte");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^Approve version") }).ClickAsync();
        await Expect(page.GetByText("Approved by Ines Duarte").First).ToBeVisibleAsync();
        await tab.AssertSoundAsync("approved draft");

        await Button(page, "Sign out").ClickAsync();
        await Expect(page.GetByText("You are signed out.")).ToBeVisibleAsync();
        await page.GotoAsync("/sources");
        Assert.Contains("/sign-in", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_can_be_uploaded_and_a_binary_one_is_refused_with_a_sentence()
    {
        await using var database = TestDatabase.Of(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(["--role", "all"], database.Settings);
        await using var tab = await site.OpenElsewhereAsync(server);
        var page = tab.Page;
        await tab.SignInAsync(await server.SignInLinkAsync());
        await tab.GoAsync("/sources");
        await Button(page, "Add a source").ClickAsync();
        await Button(page, "Uploaded file").ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Uploaded");
        await page.GetByLabel("File").SetInputFilesAsync(new FilePayload { Name = "picture.md", MimeType = "text/markdown", Buffer = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0xFF] });
        await Button(page, "Add source").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).Locator("[role=alert], .field-error").First).ToBeVisibleAsync();
        await page.GetByLabel("File").SetInputFilesAsync(Repository.PathOf("samples", "living-document.md"));
        await Button(page, "Add source").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Uploaded");
    }

    static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    static ILocator Approve(IPage page) => page.Locator(".draft-head").GetByRole(AriaRole.Button, new() { NameRegex = new("^Approve ") });
}
