using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Toombos.Server.Platform.Hosting;
using Toombos.Server.Platform.Secrets;
using Wire = Toombos.Client.Files.StoredFile;

namespace Toombos.Server.Features.Files;

/// <summary>
/// Signs the addresses under which anyone can fetch a file, for a time. An ordinary address lives one to two hours and is the same for
/// an hour, so that browsers need not fetch again; one that will be published lives ten years from the upload and never changes.
/// </summary>
public sealed class FileAddresses(StoredSecrets secrets, PublicAddress address, TimeProvider clock)
{
    public const int PublicYears = 10;
    const string KeyName = "file-addresses";
    static readonly TimeSpan Step = TimeSpan.FromHours(1);

    /// <summary>How long the address of a file that is not public works at most.</summary>
    public static readonly TimeSpan Longest = 2 * Step;

    public async Task<Wire> ShowAsync(StoredFile file, CancellationToken ct)
    {
        var (content, expires) = (await OfAsync(file, ct), ExpiryOf(file));
        return new()
        {
            Id = file.Id, Name = file.Name, AltText = file.AltText, FocusX = file.FocusX, FocusY = file.FocusY, ContentType = file.ContentType, Size = file.Size, Width = file.Width, Height = file.Height, Hash = file.Hash,
            Public = file.Public, CreatedAt = file.CreatedAt, CreatedBy = file.CreatedBy, Address = content, Thumbnail = content + "&small=true", AddressExpiresAt = expires,
        };
    }

    /// <summary>Where it can be fetched in the shape that a kind of channel takes.</summary>
    public async Task<string> FittedAsync(StoredFile file, string kind, CancellationToken ct) => $"{await OfAsync(file, ct)}&fit={kind}";

    async Task<string> OfAsync(StoredFile file, CancellationToken ct)
    {
        var expires = ExpiryOf(file).ToUnixTimeSeconds();
        var signature = await SignAsync(file.Id, expires, ct);
        return address.Of(string.Create(CultureInfo.InvariantCulture, $"/v1/files/{file.Id}/content?expires={expires}&signature={signature}"));
    }

    /// <summary>For how long the address still works; null when it does not, or was signed by somebody else.</summary>
    public async Task<TimeSpan?> CheckAsync(Guid id, long expires, string signature, CancellationToken ct)
    {
        var left = expires - clock.GetUtcNow().ToUnixTimeSeconds();
        var right = await SignAsync(id, expires, ct);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(signature)) && left > 0 ? TimeSpan.FromSeconds(left) : null;
    }

    DateTimeOffset ExpiryOf(StoredFile file)
    {
        if (file.Public) return DateTimeOffset.FromUnixTimeSeconds(file.CreatedAt.AddYears(PublicYears).ToUnixTimeSeconds());
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - now.UtcTicks % Step.Ticks, TimeSpan.Zero) + Step + Step;
    }

    async Task<string> SignAsync(Guid id, long expires, CancellationToken ct)
    {
        var key = await secrets.GetAsync(KeyName, ct);
        return WebEncoders.Base64UrlEncode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id:N}.{expires}"))));
    }
}
