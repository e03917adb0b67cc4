using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;

namespace Toombos.Server.Features.Files.Storing;

/// <summary>Files in an S3-compatible bucket that all nodes share. Keys may come from the environment, as Amazon's own tools read them.</summary>
public sealed partial class BucketStore(IOptions<FilesOptions> options, ILogger<BucketStore> log) : IFileStore, IDisposable
{
    readonly Lazy<AmazonS3Client> _client = new(() => Client(options.Value));

    string Bucket => options.Value.Bucket ?? throw new InvalidOperationException("A file lies in a bucket, but Files:Bucket names none.");

    static AmazonS3Client Client(FilesOptions asked)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = asked.BucketInPath, Timeout = TimeSpan.FromSeconds(30), MaxErrorRetry = 2,
            // Services besides Amazon's know no trailing checksums; the body is signed instead.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED, ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (asked.BucketAddress is { Length: > 0 } address) (config.ServiceURL, config.AuthenticationRegion) = (address, asked.BucketRegion);
        else config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(asked.BucketRegion);
        return asked.BucketKey is { Length: > 0 } key ? new(new BasicAWSCredentials(key, asked.BucketSecret ?? ""), config) : new(config);
    }

    public Task PutAsync(string location, byte[] bytes, string contentType, CancellationToken ct) => AskAsync(async () =>
    {
        using var stream = new MemoryStream(bytes, writable: false);
        await _client.Value.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = location, InputStream = stream, ContentType = contentType, UseChunkEncoding = false, AutoCloseStream = false }, ct);
        return true;
    });

    public async Task<Stream?> OpenAsync(string location, CancellationToken ct) => await AskAsync(async () =>
    {
        try
        {
            return (await _client.Value.GetObjectAsync(Bucket, location, ct)).ResponseStream;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    });

    public Task DeleteAsync(string location, CancellationToken ct) => AskAsync(() => _client.Value.DeleteObjectAsync(Bucket, location, ct));

    async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException)
        {
            LogAway(e.GetType().Name, (e as AmazonServiceException)?.ErrorCode, (int?)(e as AmazonServiceException)?.StatusCode);
            throw new FileStoreException("The bucket did not do what it was asked.", e);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Failure}: the bucket of files answered {Code} ({Status})")]
    partial void LogAway(string failure, string? code, int? status);

    public void Dispose()
    {
        if (_client.IsValueCreated) _client.Value.Dispose();
    }
}
