using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;
using Toombos.Client.Access;
using Toombos.Server.Features.Files;
using Toombos.Server.Features.Files.Storing;
using Toombos.Server.Platform.Database;
using Toombos.Server.Tests.Hosting;
using StoredFile = Toombos.Client.Files.StoredFile;

namespace Toombos.Server.Tests.Files;

/// <summary>Files in an S3-compatible bucket, in good days and bad.</summary>
public sealed class BucketTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    static Task<StoredFile> UploadAsync(Client.ToombosClient client) => client.Files.UploadAsync("logo.png", new MemoryStream(Pictures.Of(SKEncodedImageFormat.Png)), ct: Ct);

    [Fact]
    public async Task A_file_goes_there_and_comes_back_signed_and_is_removed()
    {
        await using var bucket = await BucketFake.StartAsync();
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite, bucket.Settings);
        var client = (await host.AddWorkspaceAsync()).Client;

        var file = await UploadAsync(client);
        var kept = Assert.Single(bucket.Objects);
        Assert.Matches("^[0-9a-f]{64}$", kept.Key);
        Assert.False(Directory.Exists(Path.Combine(host.DataFolder, "files")));
        Assert.Equal(kept.Value, await host.CreateClient().GetByteArrayAsync(new Uri(file.Address).PathAndQuery, Ct));

        await client.Files.DeleteAsync(file.Id, Ct);
        Assert.Empty(bucket.Objects);
    }

    [Theory]
    [InlineData(503, "SlowDown")]
    [InlineData(500, "InternalError")]
    [InlineData(403, "AccessDenied")]
    public async Task A_bucket_that_is_away_is_told_calmly_and_leaves_nothing_half_done(int status, string code)
    {
        await using var bucket = await BucketFake.StartAsync();
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite, bucket.Settings);
        var client = (await host.AddWorkspaceAsync()).Client;
        var file = await UploadAsync(client);

        bucket.Failing = (status, code);
        var refused = await Problems.RefusedAsync(HttpStatusCode.ServiceUnavailable, "file.store-away", () => UploadAsync(client));
        Assert.DoesNotContain(BucketFake.Bucket, refused.Message, StringComparison.Ordinal);
        using var answer = await host.CreateClient().GetAsync(new Uri(file.Address).PathAndQuery, Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Single((await client.Files.ListAsync(ct: Ct)).Items);

        await client.Files.DeleteAsync(file.Id, Ct); // the bytes wait for the bucket to come back
        Assert.Single(bucket.Objects);
        bucket.Failing = null;
        host.Clock.Advance(TimeSpan.FromHours(2));
        await using var scope = host.Services.CreateAsyncScope();
        // The hourly sweep of the host may have been first.
        await scope.ServiceProvider.GetRequiredService<DiscardFiles>().RunAsync(Ct);
        Assert.Empty(bucket.Objects);
        Assert.False(await scope.ServiceProvider.GetRequiredService<ToombosDb>().Set<DiscardedFile>().AnyAsync(Ct));
    }

    [Fact]
    public async Task What_a_test_key_uploads_never_leaves_the_process()
    {
        await using var bucket = await BucketFake.StartAsync();
        await using var host = await ToombosHost.StartAsync(DatabaseKind.Sqlite, bucket.Settings);
        var workspace = await host.AddWorkspaceAsync();
        var live = await UploadAsync(workspace.Client);
        var seen = bucket.Requests.Count;
        var made = await workspace.Client.Access.AddKeyAsync(new() { Name = "test", Mode = ApiKeyMode.Test, Scopes = [Scopes.FilesRead, Scopes.FilesWrite] }, Ct);
        var test = host.With(made.Secret);

        var file = await UploadAsync(test);
        Assert.NotEmpty(await host.CreateClient().GetByteArrayAsync(new Uri(file.Address).PathAndQuery, Ct));
        await test.Files.DeleteAsync(file.Id, Ct);
        await Problems.RefusedAsync(HttpStatusCode.Forbidden, "outbound.closed", () => test.Files.DeleteAsync(live.Id, Ct));

        Assert.Equal(seen, bucket.Requests.Count);
    }
}
