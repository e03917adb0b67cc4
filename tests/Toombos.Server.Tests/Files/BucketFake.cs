using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Toombos.Server.Tests.Files;

/// <summary>A service like S3 on loopback: keeps objects, insists on signed requests (AWS Signature Version 4), fails when told to.</summary>
sealed partial class BucketFake : IAsyncDisposable
{
    public const string Bucket = "toombos-files", Key = "AKIATESTTESTTEST", Secret = "the bucket's own secret";
    readonly WebApplication _app;

    public ConcurrentDictionary<string, byte[]> Objects { get; } = new();
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Status and code of the answer to everything; null for a healthy service.</summary>
    public (int Status, string Code)? Failing { get; set; }

    BucketFake(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public Dictionary<string, string?> Settings => new()
    {
        ["Files:Bucket"] = Bucket, ["Files:BucketAddress"] = Address, ["Files:BucketKey"] = Key, ["Files:BucketSecret"] = Secret, ["Files:BucketRegion"] = "eu-north-1",
    };

    public static async Task<BucketFake> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new BucketFake(app);
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        return fake;
    }

    async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        Requests.Enqueue($"{request.Method} {request.Path}");
        if (!Signed().IsMatch(request.Headers.Authorization.ToString()) || request.Headers["x-amz-date"].Count == 0 || request.Headers["x-amz-content-sha256"].Count == 0)
        {
            await FailAsync(response, 403, "AccessDenied");
            return;
        }
        if (Failing is { } failing)
        {
            await FailAsync(response, failing.Status, failing.Code);
            return;
        }
        var name = request.Path.Value![$"/{Bucket}/".Length..];
        switch (request.Method)
        {
            case "PUT":
                using (var body = new MemoryStream())
                {
                    await request.Body.CopyToAsync(body);
                    Objects[name] = body.ToArray();
                }
                response.Headers.ETag = "\"0\"";
                break;
            case "GET" when Objects.TryGetValue(name, out var bytes):
                response.ContentLength = bytes.Length;
                await response.Body.WriteAsync(bytes);
                break;
            case "DELETE":
                Objects.TryRemove(name, out _);
                response.StatusCode = StatusCodes.Status204NoContent;
                break;
            default:
                await FailAsync(response, 404, "NoSuchKey");
                break;
        }
    }

    static Task FailAsync(HttpResponse response, int status, string code)
    {
        (response.StatusCode, response.ContentType) = (status, "application/xml");
        return response.WriteAsync($"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>No.</Message><RequestId>1</RequestId></Error>");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [GeneratedRegex("^AWS4-HMAC-SHA256 Credential=AKIATESTTESTTEST/[0-9]{8}/eu-north-1/s3/aws4_request, ?SignedHeaders=[a-z0-9;-]*host[a-z0-9;-]*, ?Signature=[0-9a-f]{64}$", RegexOptions.NonBacktracking)]
    private static partial Regex Signed();
}
