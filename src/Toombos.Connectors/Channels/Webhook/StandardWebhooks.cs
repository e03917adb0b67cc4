using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Toombos.Connectors.Channels.Webhook;

/// <summary>
/// Signs and verifies as Standard Webhooks (https://www.standardwebhooks.com) does: HMAC-SHA256 over id, time and body. Written here
/// because the package of that name takes text only and knows no second key.
/// </summary>
public static class StandardWebhooks
{
    public const string IdHeader = "webhook-id", TimestampHeader = "webhook-timestamp", SignatureHeader = "webhook-signature";
    public const string KeyPrefix = "whsec_";
    const string Version = "v1,";
    const int NewKeyLength = 32, ShortestKey = 24, LongestKey = 64;

    /// <summary>How far the clocks of sender and receiver may be apart.</summary>
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(5);

    public static string NewKey() => KeyPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(NewKeyLength));

    /// <summary>Whether a text is a key: the prefix and 24 to 64 bytes in Base64.</summary>
    public static bool IsKey(string? key) => BytesOf(key) is not null;

    /// <summary>Value of the signature header: one signature for each key, separated by spaces.</summary>
    public static string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body, IEnumerable<string> keys)
    {
        var signed = Signed(id, at.ToUnixTimeSeconds(), body);
        return string.Join(' ', keys.Select(key => Version + Convert.ToBase64String(
            HMACSHA256.HashData(BytesOf(key) ?? throw new ArgumentException("This is no signing key: whsec_ and 24 to 64 bytes in Base64.", nameof(keys)), signed))));
    }

    /// <summary>Whether one of the signatures was made with the key, and not longer ago than <see cref="Tolerance"/>, so that nobody can send it again later.</summary>
    public static bool Verify(string id, string timestamp, string signatures, ReadOnlySpan<byte> body, string key, DateTimeOffset now)
    {
        if (BytesOf(key) is not { } bytes || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((decimal)seconds - now.ToUnixTimeSeconds()) > (decimal)Tolerance.TotalSeconds) return false;
        var right = Encoding.ASCII.GetBytes(Version + Convert.ToBase64String(HMACSHA256.HashData(bytes, Signed(id, seconds, body))));
        var found = false;
        foreach (var signature in signatures.Split(' ')) found |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), right);
        return found;
    }

    static byte[] Signed(string id, long seconds, ReadOnlySpan<byte> body) => [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.")), .. body];

    static byte[]? BytesOf(string? key)
    {
        if (key?.StartsWith(KeyPrefix, StringComparison.Ordinal) != true || !Base64.IsValid(key.AsSpan(KeyPrefix.Length), out var length) || length is < ShortestKey or > LongestKey) return null;
        return Convert.FromBase64String(key[KeyPrefix.Length..]);
    }
}
