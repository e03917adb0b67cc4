using System.Net;
using SkiaSharp;
using Toombos.Client.Files;
using Toombos.Server.Tests.Hosting;

namespace Toombos.Server.Tests.Files;

/// <summary>Addresses of content: signed, for a time, fit for caches, useless when changed.</summary>
public sealed class AddressTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static Task<StoredFile> UploadAsync(TestWorkspace workspace, bool isPublic = false, string name = "smörgås \"1\".png") =>
        workspace.Client.Files.UploadAsync(name, new MemoryStream(Pictures.Of(SKEncodedImageFormat.Png)), isPublic, Ct);

    static async Task<HttpResponseMessage> GetAsync(ToombosHost host, string address) => await host.CreateClient().GetAsync(address.StartsWith("http", StringComparison.Ordinal) ? new Uri(address).PathAndQuery : address, Ct);

    [Fact]
    public async Task An_address_says_what_browsers_and_caches_must_know()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite, new Dictionary<string, string?> { ["Identity:PublicAddress"] = "https://toombos.example/" });
        var file = await UploadAsync(await host.AddWorkspaceAsync());
        Assert.StartsWith($"https://toombos.example/v1/files/{file.Id}/content?expires=", file.Address, StringComparison.Ordinal);

        using var answer = await GetAsync(host, file.Address);

        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("public, max-age=7200, immutable", string.Join(", ", answer.Headers.GetValues("Cache-Control").SelectMany(v => v.Split(", "))));
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("cross-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.Equal("inline", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Contains("filename*=UTF-8''sm%C3%B6rg%C3%A5s", answer.Content.Headers.GetValues("Content-Disposition").Single(), StringComparison.Ordinal);
        var http = host.CreateClient();
        http.DefaultRequestHeaders.IfNoneMatch.Add(answer.Headers.ETag!);
        using var known = await http.GetAsync(new Uri(file.Address).PathAndQuery, Ct);
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
    }

    [Fact]
    public async Task Whoever_changes_anything_in_it_gets_nothing_and_learns_nothing()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        var (one, two) = (await UploadAsync(workspace), await UploadAsync(workspace));
        var expires = one.AddressExpiresAt.ToUnixTimeSeconds();
        string?[] wrong =
        [
            one.Address.Replace($"expires={expires}", $"expires={expires + 1}", StringComparison.Ordinal),
            one.Address.Replace(one.Id.ToString(), two.Id.ToString(), StringComparison.Ordinal),
            one.Address[..^2] + "AA",
            $"/v1/files/{one.Id}/content",
            $"/v1/files/{one.Id}/content?expires={expires}&signature=",
            $"/v1/files/{Guid.NewGuid()}/content?expires={expires}&signature=AAAA",
        ];
        var answers = new HashSet<string>();
        foreach (var address in wrong)
        {
            using var answer = await GetAsync(host, address!);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            answers.Add(System.Text.RegularExpressions.Regex.Replace(await answer.Content.ReadAsStringAsync(Ct), "\"traceId\":\"[^\"]*\"", ""));
        }
        Assert.Single(answers);
    }

    [Fact]
    public async Task It_works_until_it_expires_and_the_file_has_another_one_then()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        var file = await UploadAsync(workspace);
        Assert.Equal(file.Address, (await workspace.Client.Files.GetAsync(file.Id, Ct)).Address);
        host.Clock.Advance(TimeSpan.FromHours(2) - TimeSpan.FromSeconds(1));
        using var still = await GetAsync(host, file.Address);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        using var over = await GetAsync(host, file.Address);
        Assert.Equal(HttpStatusCode.NotFound, over.StatusCode);
        using var fresh = await GetAsync(host, (await workspace.Client.Files.GetAsync(file.Id, Ct)).Address);
        Assert.Equal(HttpStatusCode.OK, fresh.StatusCode);
    }

    [Fact]
    public async Task The_address_of_a_public_file_never_changes_and_lives_ten_years()
    {
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite);
        var workspace = await host.AddWorkspaceAsync();
        var logo = await UploadAsync(workspace, isPublic: true);
        Assert.Equal(new DateTimeOffset(2036, 3, 2, 9, 0, 0, TimeSpan.Zero), logo.AddressExpiresAt);
        host.Clock.Advance(TimeSpan.FromDays(3_000));
        using var later = await GetAsync(host, logo.Address);
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }
}
