using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Toombos.Server.Platform.Audit;

/// <summary>
/// The one sequence of bytes that an entry's hash is taken of. Each field is written as its length in bytes, a colon, its UTF-8 text and a
/// comma (a netstring); a field without a value is <c>-,</c>. Lengths stand before texts, so no text can pretend to be two fields.
/// </summary>
public static class AuditForm
{
    /// <summary>First field of every form; a form with other fields gets another name.</summary>
    public const string Name = "toombos-audit-1";

    /// <summary>What the first entry links to.</summary>
    public static byte[] Zero { get; } = new byte[SHA256.HashSizeInBytes];

    public static byte[] Of(AuditRow entry)
    {
        using var form = new MemoryStream(512);
        foreach (var field in Fields(entry))
        {
            if (field is null) form.Write("-,"u8);
            else
            {
                var text = Encoding.UTF8.GetBytes(field);
                form.Write(Encoding.ASCII.GetBytes(text.Length.ToString(CultureInfo.InvariantCulture)));
                form.Write(":"u8);
                form.Write(text);
                form.Write(","u8);
            }
        }
        return form.ToArray();
    }

    /// <summary>SHA-256 over the previous hash's 32 bytes and the form.</summary>
    public static byte[] HashOf(ReadOnlySpan<byte> previous, AuditRow entry) => SHA256.HashData([.. previous, .. Of(entry)]);

    /// <summary>Time as it is written in the form and in exports: UTC, six decimals.</summary>
    public static string TimeOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static string WordOf(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    static IEnumerable<string?> Fields(AuditRow e) =>
    [
        Name, e.WorkspaceId.ToString(), e.Sequence.ToString(CultureInfo.InvariantCulture), TimeOf(e.At), WordOf(e.ActorKind), e.ActorId?.ToString(), e.ActorName,
        e.Action, e.TargetKind, e.TargetId, e.Address, e.Device, e.Summary,
    ];
}
