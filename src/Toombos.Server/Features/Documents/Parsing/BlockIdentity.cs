using System.Security.Cryptography;
using System.Text;
using Toombos.Client.Documents;

namespace Toombos.Server.Features.Documents.Parsing;

/// <summary>Names and fingerprints that follow from content alone.</summary>
static class BlockIdentity
{
    const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    const int IdLength = 12;

    public static string Hash(BlockKind kind, string text, string? url) => Convert.ToHexStringLower(Digest($"{kind}\n{text}\n{url}").AsSpan(0, 8));

    /// <summary>Twelve letters and digits; <paramref name="ordinal"/> tells repeated blocks apart.</summary>
    public static string Id(string hash, BlockKind kind, int ordinal)
    {
        var number = BitConverter.ToUInt64(Digest($"{hash}\n{kind}\n{ordinal}"));
        return string.Create(IdLength, number, static (span, value) =>
        {
            for (var i = 0; i < span.Length; i++, value /= 36) span[i] = Digits[(int)(value % 36)];
        });
    }

    static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
