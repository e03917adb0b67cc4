using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Toombos.Connectors.Channels.Api;

/// <summary>A body of several parts, as browsers send forms with files (RFC 7578).</summary>
sealed class FormBody
{
    readonly ArrayBufferWriter<byte> _body = new();
    readonly string _boundary = "toombos-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public FormBody Add(string name, string value, string? contentType = null)
    {
        Head($"name=\"{name}\"", contentType);
        return Write(value).Write("\r\n");
    }

    public FormBody Add(string name, string fileName, LoadedPicture picture)
    {
        Head($"name=\"{name}\"; filename=\"{fileName}\"", picture.ContentType);
        _body.Write(picture.Bytes.Span);
        return Write("\r\n");
    }

    public ApiCall Into(ApiCall call)
    {
        Write($"--{_boundary}--\r\n");
        return call with { Body = _body.WrittenMemory, ContentType = $"multipart/form-data; boundary={_boundary}" };
    }

    void Head(string disposition, string? contentType)
    {
        Write($"--{_boundary}\r\nContent-Disposition: form-data; {disposition}\r\n");
        if (contentType is not null) Write($"Content-Type: {contentType}\r\n");
        Write("\r\n");
    }

    FormBody Write(string text)
    {
        _body.Write(Encoding.UTF8.GetBytes(text));
        return this;
    }
}
