using System.Buffers.Binary;
using System.Text;
using SkiaSharp;

namespace Toombos.Server.Tests.Files;

/// <summary>Pictures good and bad.</summary>
static class Pictures
{
    /// <summary>Left half red, right half blue.</summary>
    public static byte[] Of(SKEncodedImageFormat format, int width = 40, int height = 20)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.Blue);
            using var red = new SKPaint { Color = SKColors.Red };
            canvas.DrawRect(0, 0, width / 2f, height, red);
        }
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>Two by one pixels, by hand, for nobody writes GIF any more.</summary>
    public static byte[] Gif => Convert.FromHexString("47494638396102000100800000FF00000000FF21F90400000000002C000000000200010000020244" + "0A" + "003B");

    /// <summary>A PNG whose header promises a size that its few bytes do not hold.</summary>
    public static byte[] Promising(int width, int height)
    {
        var png = Of(SKEncodedImageFormat.Png);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    /// <summary>A JPEG as a camera held upright writes it: turned a quarter (orientation 6), with a note on where it was taken.</summary>
    public static byte[] FromCamera(string place)
    {
        var jpeg = Of(SKEncodedImageFormat.Jpeg);
        var text = Encoding.ASCII.GetBytes(place + "\0");
        using var tiff = new MemoryStream();
        void Write(params ReadOnlySpan<byte> bytes) => tiff.Write(bytes);
        void Short(int value) => Write((byte)(value >> 8), (byte)value);
        void Long(int value) => Write((byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value);
        Write("MM"u8);
        Short(42);
        Long(8);
        Short(2);
        Short(0x010E); // description
        Short(2);
        Long(text.Length);
        Long(38);
        Short(0x0112); // orientation
        Short(3);
        Long(1);
        Short(6);
        Short(0);
        Long(0);
        Write(text);
        var body = tiff.ToArray();
        var length = body.Length + 8;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. body, .. jpeg[2..]];
    }

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        return ~crc;
    }
}
