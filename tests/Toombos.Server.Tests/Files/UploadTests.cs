using System.Net;
using System.Text;
using SkiaSharp;
using Toombos.Server.Features.Files;
using Toombos.Server.Tests.Hosting;
using StoredFile = Toombos.Client.Files.StoredFile;

namespace Toombos.Server.Tests.Files;

/// <summary>What may come in, and what is left of it.</summary>
public sealed class UploadTests(Hosts hosts)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    async Task<StoredFile> UploadAsync(byte[] bytes, string name = "logo.png", DatabaseKind database = DatabaseKind.Sqlite) =>
        await (await hosts.WorkspaceAsync(database)).Client.Files.UploadAsync(name, new MemoryStream(bytes), ct: Ct);

    async Task<byte[]> ContentAsync(StoredFile file) => await (await hosts.GetAsync(DatabaseKind.Sqlite)).CreateClient().GetByteArrayAsync(new Uri(file.Address).PathAndQuery, Ct);

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "image/png")]
    [InlineData(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Webp, "image/webp")]
    public async Task The_bytes_say_what_it_is_and_the_name_does_not(SKEncodedImageFormat format, string type)
    {
        var file = await UploadAsync(Pictures.Of(format), "invoice.exe");
        Assert.Equal((type, 40, 20, "invoice.exe"), (file.ContentType, file.Width, file.Height, file.Name));
        using var decoded = SKBitmap.Decode(await ContentAsync(file));
        Assert.True(decoded.GetPixel(5, 10).Red > 200 && decoded.GetPixel(35, 10).Blue > 200);
    }

    [Fact]
    public async Task A_gif_becomes_a_still_png()
    {
        var file = await UploadAsync(Pictures.Gif, "dance.gif");
        Assert.Equal(("image/png", 2, 1), (file.ContentType, file.Width, file.Height));
    }

    [Fact]
    public async Task Where_a_picture_was_taken_is_forgotten_and_it_stands_upright()
    {
        var file = await UploadAsync(Pictures.FromCamera("59.32N 18.06E canary-place"), "camera.jpg");
        var content = await ContentAsync(file);
        Assert.Equal((20, 40), (file.Width, file.Height));
        Assert.DoesNotContain("canary-place", Encoding.Latin1.GetString(content), StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(content), StringComparison.Ordinal);
        using var decoded = SKBitmap.Decode(content);
        Assert.True(decoded.GetPixel(10, 5).Red > 200 && decoded.GetPixel(10, 35).Blue > 200, "the left half comes to lie above");
    }

    [Theory]
    [InlineData("PK\u0003\u0004 an archive")]
    [InlineData("<html><script>alert(1)</script></html>")]
    [InlineData("<?php system($_GET['c']); ?>")]
    public async Task Of_a_file_that_is_two_things_at_once_only_the_picture_is_left(string hidden)
    {
        foreach (var format in (SKEncodedImageFormat[])[SKEncodedImageFormat.Png, SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Webp])
        {
            var file = await UploadAsync([.. Pictures.Of(format), .. Encoding.UTF8.GetBytes(hidden)]);
            Assert.DoesNotContain(hidden, Encoding.UTF8.GetString(await ContentAsync(file)), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "file.empty", HttpStatusCode.BadRequest)]
    [InlineData("MZ\u0090 this is a program", "file.type", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("%PDF-1.7", "file.type", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("<html>GIF89a</html>", "file.type", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "file.type", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("  <?xml version='1.0'?><!DOCTYPE svg>", "file.type", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("GIF89a", "file.damaged", HttpStatusCode.BadRequest)]
    [InlineData("RIFF\u0010\u0000\u0000\u0000WEBPVP8 nothing", "file.damaged", HttpStatusCode.BadRequest)]
    public async Task What_is_no_picture_is_refused_with_a_sentence(string text, string code, HttpStatusCode status)
    {
        var refused = await Problems.RefusedAsync(status, code, () => UploadAsync(Encoding.Latin1.GetBytes(text)));
        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
        if (text.Contains("svg", StringComparison.Ordinal)) Assert.Contains("PNG", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Half_a_picture_is_refused() =>
        Problems.RefusedAsync(HttpStatusCode.BadRequest, "file.damaged", () => UploadAsync(Pictures.Of(SKEncodedImageFormat.Jpeg, 400, 400)[..900]));

    [Theory]
    [InlineData(60_000, 60_000)]
    [InlineData(8_001, 10)]
    [InlineData(6_000, 6_000)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(0, 10)]
    [InlineData(-5, 10)]
    public async Task A_bomb_is_refused_by_what_its_header_promises_before_anything_is_unpacked(int width, int height)
    {
        var before = GC.GetTotalAllocatedBytes();
        var refused = await Assert.ThrowsAsync<Client.ToombosApiException>(() => UploadAsync(Pictures.Promising(width, height)));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains(refused.Code, (string[])["file.too-many-pixels", "file.damaged"]);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 200_000_000);
    }

    [Fact]
    public async Task What_is_larger_than_the_limit_is_refused_with_the_limit()
    {
        var refused = await Problems.RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "file.too-large", () => UploadAsync(new byte[10 * 1024 * 1024 + 1]));
        Assert.Contains("10 MB", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workspace_that_keeps_too_much_is_told_so()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string?> { ["Files:WorkspaceMegabytes"] = "1" });
        var workspace = await host.AddWorkspaceAsync();
        using var noise = new SKBitmap(700, 700);
        var random = new Random(7);
        for (var i = 0; i < 700 * 700; i++) noise.SetPixel(i % 700, i / 700, new SKColor((uint)random.Next() | 0xFF000000));
        using var data = noise.Encode(SKEncodedImageFormat.Png, 100);
        await Problems.RefusedAsync(HttpStatusCode.PaymentRequired, "quota.files", () => workspace.Client.Files.UploadAsync("noise.png", new MemoryStream(data.ToArray()), ct: Ct));
        Assert.Empty((await workspace.Client.Files.ListAsync(ct: Ct)).Items);
    }

    [Theory]
    [InlineData("../../etc/passwd.png", "passwd.png")]
    [InlineData("C:\\temp\\a.png", "a.png")]
    [InlineData("evil\u202Egnp.exe", "evilgnp.exe")]
    [InlineData("a\u0000b\r\nc.png", "abc.png")]
    [InlineData("///", "picture")]
    [InlineData("", "picture")]
    public void A_name_is_for_people_only_and_hides_nothing(string given, string kept) => Assert.Equal(kept, UploadFile.NameOf(given));

    [Theory, BothDatabases]
    public async Task Files_are_listed_newest_first_page_by_page_and_deleted_with_their_bytes(DatabaseKind database)
    {
        var host = await hosts.GetAsync(database);
        var client = (await host.AddWorkspaceAsync()).Client;
        var uploaded = new List<Guid>();
        for (var i = 0; i < 5; i++) uploaded.Add((await client.Files.UploadAsync($"{i}.png", new MemoryStream(Pictures.Of(SKEncodedImageFormat.Png)), ct: Ct)).Id);
        var first = await client.Files.ListAsync(limit: 3, ct: Ct);
        var second = await client.Files.ListAsync(first.Next, 3, Ct);
        Assert.Equal(uploaded.AsEnumerable().Reverse(), first.Items.Concat(second.Items).Select(f => f.Id));
        Assert.Null(second.Next);

        var file = await client.Files.GetAsync(uploaded[0], Ct);
        using var before = await host.CreateClient().GetAsync(new Uri(file.Address).PathAndQuery, Ct);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await client.Files.DeleteAsync(uploaded[0], Ct);
        using var after = await host.CreateClient().GetAsync(new Uri(file.Address).PathAndQuery, Ct);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        await Problems.RefusedAsync(HttpStatusCode.NotFound, "file.not-found", () => client.Files.GetAsync(uploaded[0], Ct));
    }
}
