using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Toombos.EndToEnd.Tests.Hosting;

/// <summary>An authenticator app as on a phone (RFC 6238): six digits every half minute.</summary>
sealed class AuthenticatorApp(string key)
{
    const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public string CodeAt(DateTimeOffset at)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, at.ToUnixTimeSeconds() / 30);
        var hash = Sign(Decode(key), counter);
        var offset = hash[^1] & 15;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset, 4)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    static byte[] Decode(string text)
    {
        var (bits, count, bytes) = (0, 0, new List<byte>());
        foreach (var digit in text.Where(c => c != ' '))
        {
            (bits, count) = (bits << 5 | Base32.IndexOf(char.ToUpperInvariant(digit), StringComparison.Ordinal), count + 5);
            if (count < 8) continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
            bits &= (1 << count) - 1;
        }
        return [.. bytes];
    }

    static byte[] Sign(byte[] secret, byte[] counter)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, secret);
        mac.AppendData(counter);
        return mac.GetHashAndReset();
    }
}
