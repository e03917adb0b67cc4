using System.Security.Cryptography;
using System.Text;

namespace Toombos.Server.Platform.Identity;

/// <summary>
/// Secrets that people and programs carry: a prefix that says what it opens, 256 random bits, and a checksum by which scanners
/// recognise a leaked one and the server spares the database from guesses. Stored as a hash only.
/// </summary>
public static class Secret
{
    public const string LiveKey = "tb_live_", TestKey = "tb_test_", Session = "tb_session_", Refresh = "tb_refresh_";

    const int RandomDigits = 64, ChecksumDigits = 6;

    public static string New(string prefix)
    {
        var random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomDigits / 2));
        return prefix + random + ChecksumOf(random);
    }

    public static bool Is(string prefix, string text) =>
        text.Length == prefix.Length + RandomDigits + ChecksumDigits && text.StartsWith(prefix, StringComparison.Ordinal)
        && ChecksumOf(text.AsSpan(prefix.Length, RandomDigits).ToString()) == text[^ChecksumDigits..];

    /// <summary>SHA-256; 256 random bits need no salt and no slowness.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    static string ChecksumOf(string random) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("toombos:" + random)))[..ChecksumDigits];
}
