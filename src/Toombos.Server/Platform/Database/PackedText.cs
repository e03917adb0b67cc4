using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Toombos.Server.Platform.Database;

/// <summary>Columns that hold a long text in a fraction of its size. Nothing can search in them.</summary>
public static class PackedText
{
    public static void Packed(this PropertyBuilder<string> property) => property.HasConversion(text => Pack(text), bytes => Unpack(bytes));

    static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    static string Unpack(byte[] bytes)
    {
        using var brotli = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        return reader.ReadToEnd();
    }
}
