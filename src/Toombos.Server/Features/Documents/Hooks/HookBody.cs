using System.Security.Cryptography;

namespace Toombos.Server.Features.Documents.Hooks;

/// <summary>The body of a call: it is weighed against a signature as it comes and never kept, save for a beginning that may be a handshake.</summary>
static class HookBody
{
    /// <summary>GitHub sends no more.</summary>
    public const int Most = 25 * 1024 * 1024;
    const int Beginning = 4096;

    /// <summary>The code that the sender should have sent, and the whole body where it is a small one. Null where there is too much.</summary>
    public static async Task<(byte[] Code, byte[]? Small)?> WeighAsync(Stream body, byte[] key, CancellationToken ct, HashAlgorithmName? method = null)
    {
        using var weigh = IncrementalHash.CreateHMAC(method ?? HashAlgorithmName.SHA256, key);
        var (buffer, beginning, total) = (new byte[16 * 1024], new byte[Beginning], 0);
        while (await body.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (total + read > Most) return null;
            weigh.AppendData(buffer, 0, read);
            if (total < Beginning) buffer.AsSpan(0, Math.Min(read, Beginning - total)).CopyTo(beginning.AsSpan(total));
            total += read;
        }
        return (weigh.GetHashAndReset(), total <= Beginning ? beginning[..total] : null);
    }

    /// <summary>Whether a text is this code in hexadecimal digits.</summary>
    public static bool Is(byte[] code, string hex)
    {
        Span<byte> sent = stackalloc byte[64];
        return hex.Length == code.Length * 2 && Convert.FromHexString(hex, sent, out _, out var written) == System.Buffers.OperationStatus.Done && CryptographicOperations.FixedTimeEquals(code, sent[..written]);
    }
}
