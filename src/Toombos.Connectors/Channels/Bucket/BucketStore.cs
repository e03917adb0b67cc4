using Toombos.Connectors.Channels.Api;

namespace Toombos.Connectors.Channels.Bucket;

/// <summary>What an object is, beside its bytes.</summary>
/// <param name="Cache">How long it may be kept by browsers.</param>
sealed record ObjectHead(string ContentType, string Cache);

/// <summary>Signed calls for the objects of one account's folder, by their paths below it.</summary>
sealed class BucketStore(ApiLine line, TimeProvider time, BucketAccount account)
{
    /// <summary>For a write that must find nothing there.</summary>
    public const string Nothing = "*";

    public Task<ApiAnswer> GetAsync(string path, CancellationToken ct) => CallAsync(HttpMethod.Get, AddressOf(path), null, null, [], ct);

    /// <param name="found">What must be there for it to be written: the mark of a state, or <see cref="Nothing"/>; null where that does not matter.</param>
    public Task<ApiAnswer> PutAsync(string path, ReadOnlyMemory<byte> body, ObjectHead head, string? found, CancellationToken ct) =>
        CallAsync(HttpMethod.Put, AddressOf(path), body, head.ContentType, [("Cache-Control", head.Cache), .. found is null ? [] : new[] { found == Nothing ? ("If-None-Match", found) : ("If-Match", found) }], ct);

    public Task<ApiAnswer> DeleteAsync(string path, CancellationToken ct) => CallAsync(HttpMethod.Delete, AddressOf(path), null, null, [], ct);

    /// <summary>One object of the folder is enough to know that it can be listed.</summary>
    public Task<ApiAnswer> ListAsync(CancellationToken ct) => CallAsync(HttpMethod.Get, $"{account.Base.TrimEnd('/')}?list-type=2&max-keys=1&prefix={Uri.EscapeDataString(account.Prefix)}", null, null, [], ct);

    /// <summary>The public address, as anybody asks for it.</summary>
    public Task<ApiAnswer> LookAsync(CancellationToken ct) => line.CallAsync(new ApiCall("The public address", HttpMethod.Get, account.Address.TrimEnd('/') + "/"), ct);

    string AddressOf(string path) => account.Base + string.Join('/', (account.Prefix + path).Split('/').Select(Uri.EscapeDataString));

    Task<ApiAnswer> CallAsync(HttpMethod method, string address, ReadOnlyMemory<byte>? body, string? type, IReadOnlyList<(string, string)> more, CancellationToken ct)
    {
        var signer = new AwsSigner(account.AccessKey, account.SecretKey ?? "", account.Region, "s3", time.GetUtcNow());
        var hash = AwsSignature.Hash(body is { } bytes ? bytes.Span : []);
        List<(string, string)> signed = [("x-amz-content-sha256", hash), ("x-amz-date", signer.Moment)];
        var authorization = AwsSignature.Of(signer, method, new(address), type is null ? signed : [.. signed, ("content-type", type)], hash);
        var call = new ApiCall("The store", method, address) { Body = body, Headers = [.. signed, .. more, ("Authorization", authorization)], Secrets = [account.SecretKey] };
        return line.CallAsync(type is null ? call : call with { ContentType = type }, ct);
    }
}
