using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Secrets;

namespace Toombos.Server.Features.Audiences;

/// <summary>For whom a link was made, and in which publication it stands.</summary>
public sealed record UnsubscribeToken(Guid SubscriberId, Guid? PublicationId);

/// <summary>
/// Makes and reads the addresses by which readers leave a list, for the head <c>List-Unsubscribe</c> and the foot of letters. An address holds ids and a signature,
/// never the reader's own address, and works for as long as the letter may lie in a mailbox: it has no end.
/// </summary>
public sealed class UnsubscribeLinks(StoredSecrets secrets, PublicAddress address)
{
    const string KeyName = "unsubscribe-links";
    const int IdLength = 16, SignatureLength = 16;

    public async ValueTask<string> OfAsync(Guid subscriberId, Guid? publicationId, CancellationToken ct)
    {
        byte[] content = [.. subscriberId.ToByteArray(bigEndian: true), .. publicationId?.ToByteArray(bigEndian: true) ?? []];
        return address.Of($"/u/{WebEncoders.Base64UrlEncode([.. content, .. await SignAsync(content, ct)])}");
    }

    /// <summary>Null for what was not made here.</summary>
    public async ValueTask<UnsubscribeToken?> ReadAsync(string token, CancellationToken ct)
    {
        // The longest that there is: two ids and a signature.
        if (token.Length > 64 || !TryDecode(token, out var bytes) || bytes.Length is not (IdLength + SignatureLength or 2 * IdLength + SignatureLength)) return null;
        var (content, signature) = (bytes[..^SignatureLength], bytes[^SignatureLength..]);
        var right = await SignAsync(content, ct);
        if (!CryptographicOperations.FixedTimeEquals(signature, right)) return null;
        return new(IdOf(content[..IdLength]), content.Length > IdLength ? IdOf(content[IdLength..]) : null);
    }

    static Guid IdOf(byte[] bytes) => new(bytes, bigEndian: true);

    async ValueTask<byte[]> SignAsync(byte[] content, CancellationToken ct) => HMACSHA256.HashData(await secrets.GetAsync(KeyName, ct), content)[..SignatureLength];

    static bool TryDecode(string token, out byte[] bytes)
    {
        try
        {
            bytes = WebEncoders.Base64UrlDecode(token);
            return true;
        }
        catch (FormatException)
        {
            bytes = [];
            return false;
        }
    }
}
