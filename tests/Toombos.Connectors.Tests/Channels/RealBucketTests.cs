using System.Text;
using Toombos.Connectors.Channels;
using Toombos.Connectors.Channels.Accounts;
using Toombos.Connectors.Channels.Bucket;
using Toombos.Sinks;

namespace Toombos.Connectors.Tests.Channels;

/// <summary>Sites in a bucket of a store that computes every signature for itself.</summary>
public sealed class RealBucketTests : RealContract
{
    protected override Uri Server => RealServers.Bucket;

    protected override IChannel Channel() => new BucketChannel(Line, TimeProvider.System);

    protected override ChannelAccount Account => Mine;

    BucketAccount Mine => new() { Endpoint = Server.Site(), Bucket = "harbour", Folder = $"run/{Run}", AccessKey = Server.SignIn().User, SecretKey = Server.SignIn().Password, Address = Folder };

    string Folder => $"{Server.Site()}/harbour/run/{Run}";

    protected override ChannelAccount WithWrongPassword => Mine with { SecretKey = "another" };

    protected override Dispatch Dispatch(string key) => Site(key, ("index.html", $"to {key}"), ($"{key}.html", $"Grüße 👋 {key}"));

    static Dispatch.Site Site(string key, params (string Path, string Text)[] files) =>
        new(files.ToDictionary(f => f.Path, f => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f.Text)), $"{key}.html") { Key = key, Pictures = new Dictionary<string, DispatchPicture> { ["pictures/red & blue.png"] = TestPictures.Two()[0] } };

    private protected override Dispatch Removal(ChannelAnswer.Delivered there, TestMemory memory) => Site("away", ("index.html", "nothing yet"));

    /// <summary>The manifest twice, the picture, the page under two names, and the front.</summary>
    protected override int Writes => 6;

    protected override IReadOnlyList<string> Whole(string key) => [$"to {key}", $"Grüße 👋 {key}", $"Grüße 👋 {key}"];

    protected override async Task<IReadOnlyList<string>> ReadAsync(string key)
    {
        var seen = new List<string>();
        foreach (var path in new[] { "index.html", key, $"{key}.html" })
            if (await GetAsync($"{Folder}/{path}") is { Status: 200 } there) seen.Add(Encoding.UTF8.GetString(there.Body.Span));
        return [.. seen.Where(text => text.Contains(key, StringComparison.Ordinal))];
    }

    [Fact]
    public async Task Readers_get_pages_as_pages_and_pictures_as_pictures_and_the_doctor_leaves_nothing_behind()
    {
        await SendAsync($"one-{Run}", new());
        Assert.Equal("text/html; charset=utf-8", (await GetAsync($"{Folder}/one-{Run}")).ContentType?.ToString());
        var picture = await GetAsync($"{Folder}/pictures/red%20%26%20blue.png");
        Assert.Equal(("image/png", "public, max-age=31536000, immutable"), (picture.ContentType?.ToString(), picture.Header("Cache-Control")));
        Assert.Equal(TestPictures.Red, picture.Body.ToArray());
        await Channel().CheckAsync(Account, Ct);
        Assert.Equal(404, (await GetAsync($"{Folder}/.toombos-check")).Status);
    }
}
