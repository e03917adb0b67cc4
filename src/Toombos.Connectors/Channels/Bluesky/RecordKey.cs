using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Toombos.Connectors.Channels.Bluesky;

/// <summary>
/// Names of posts that follow from the dispatch, so that every attempt writes the same record. In the form of a TID (atproto.com/specs/tid): thirteen characters
/// that sort by time, of microseconds and a number of the clock; the microseconds within the second come from the key.
/// </summary>
static class RecordKey
{
    const string Alphabet = "234567abcdefghijklmnopqrstuvwxyz";

    public static string Of(string key, int number, DateTimeOffset at)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var within = BinaryPrimitives.ReadUInt32BigEndian(hash) % 900_000;
        var micros = (ulong)at.ToUnixTimeSeconds() * 1_000_000 + within + (uint)number;
        var value = micros << 10 | (BinaryPrimitives.ReadUInt16BigEndian(hash.AsSpan(4)) & 0x3FFu);
        return string.Create(13, value, (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, rest >>= 5) text[i] = Alphabet[(int)(rest & 31)];
        });
    }
}
