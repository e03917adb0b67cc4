using System.Net;
using SkiaSharp;
using Toombos.Client.Files;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Files;

/// <summary>What is said of a file can be changed; the picture can't.</summary>
public sealed class UpdateTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static Task<StoredFile> UploadAsync(TestWorkspace workspace, int width = 40, int height = 20) =>
        workspace.Client.Files.UploadAsync("ferry.jpg", new MemoryStream(Pictures.Of(SKEncodedImageFormat.Jpeg, width, height)), ct: Ct);

    [Theory, BothDatabases]
    public async Task A_picture_gets_words_a_name_and_a_focus_and_what_is_left_out_stays(DatabaseKind database)
    {
        var workspace = await hosts.WorkspaceAsync(database);
        var file = await UploadAsync(workspace);
        Assert.Equal((null, 0.5, 0.5), (file.AltText, file.FocusX, file.FocusY));

        await workspace.Client.Files.UpdateAsync(file.Id, new() { AltText = " En färja 👋 i hamnen. ", FocusX = 0, FocusY = 1 }, Ct);
        await workspace.Client.Files.UpdateAsync(file.Id, new() { Name = "../ferry-2.jpg" }, Ct);

        var changed = Assert.Single((await workspace.Client.Files.ListAsync(ct: Ct)).Items, f => f.Id == file.Id);
        Assert.Equal(("En färja 👋 i hamnen.", "ferry-2.jpg", 0d, 1d, file.Hash), (changed.AltText, changed.Name, changed.FocusX, changed.FocusY, changed.Hash));
        Assert.Null((await workspace.Client.Files.UpdateAsync(file.Id, new() { AltText = " " }, Ct)).AltText);
    }

    [Fact]
    public async Task Too_many_words_and_a_focus_outside_of_the_picture_are_refused_and_strangers_find_nothing()
    {
        var workspace = await hosts.WorkspaceAsync(DatabaseKind.Sqlite);
        var file = await UploadAsync(workspace);
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => workspace.Client.Files.UpdateAsync(file.Id, new() { AltText = new('x', 1001) }, Ct));
        await Problems.RefusedAsync(HttpStatusCode.BadRequest, "body.invalid", () => workspace.Client.Files.UpdateAsync(file.Id, new() { FocusX = 1.1 }, Ct));
        var stranger = await (await hosts.GetAsync(DatabaseKind.Sqlite)).AddWorkspaceAsync();
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "file.not-found", () => stranger.Client.Files.UpdateAsync(file.Id, new() { AltText = "Mine" }, Ct));
    }

    [Theory, BothDatabases]
    public async Task What_was_public_and_no_longer_is_can_not_be_fetched_by_its_old_address(DatabaseKind database)
    {
        var (workspace, http) = (await hosts.WorkspaceAsync(database), (await hosts.GetAsync(database)).CreateClient());
        var file = await UploadAsync(workspace);
        var lasting = await workspace.Client.Files.UpdateAsync(file.Id, new() { Public = true }, Ct);
        Assert.True(lasting.AddressExpiresAt > file.AddressExpiresAt.AddYears(9));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(lasting.Address).PathAndQuery, Ct)).StatusCode);

        var secret = await workspace.Client.Files.UpdateAsync(file.Id, new() { Public = false }, Ct);

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri(lasting.Address).PathAndQuery, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(secret.Address).PathAndQuery, Ct)).StatusCode);
    }

    [Fact]
    public async Task A_thumbnail_is_the_same_picture_small()
    {
        var (workspace, http) = (await hosts.WorkspaceAsync(DatabaseKind.Sqlite), (await hosts.GetAsync(DatabaseKind.Sqlite)).CreateClient());
        var file = await UploadAsync(workspace, 2000, 1000);
        using var small = SKBitmap.Decode(await http.GetByteArrayAsync(new Uri(file.Thumbnail).PathAndQuery, Ct));
        Assert.Equal((480, 240), (small.Width, small.Height));
        Assert.True(small.GetPixel(100, 120).Red > 200 && small.GetPixel(400, 120).Blue > 200);
    }
}
